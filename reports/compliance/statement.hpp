// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "casefile/catalogue.hpp"
#include "verdict/result.hpp"

// What a run says of every requirement of the catalogue, also of those that it says nothing of: a
// statement of conformance without gaps. Pure.

namespace echospec::reports::compliance {

enum class Outcome { conforms, deviates, not_observed, not_applicable };

inline constexpr std::array kOutcomes{Outcome::conforms, Outcome::deviates, Outcome::not_observed,
                                      Outcome::not_applicable};

std::string_view to_string(Outcome outcome);  // "conforms" … "not-applicable"

struct Line {
    std::string id;
    std::string title;
    std::string level;  // must, should, may, expected
    std::string duty;
    std::vector<std::string> sources;
    Outcome outcome = Outcome::not_observed;
    std::string reason;              // of a deviation, or why nothing was observed; else empty
    std::vector<std::string> cases;  // full names: those that deviate, else those that passed
};

// The requirements of one document, by section: "RFC 9293".
struct Chapter {
    std::string document;
    std::vector<Line> lines;
};

struct Statement {
    std::vector<Chapter> chapters;  // RFCs by number, then other documents
};

// A case that names several requirements speaks for each of them. One that fails or warns makes
// them deviate, whatever the others say.
Statement state(const verdict::RunResult& run, const casefile::Catalogue& catalogue);

int count(const Statement& statement, Outcome outcome);

}  // namespace echospec::reports::compliance
