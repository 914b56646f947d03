// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <set>
#include <string>

#include "reports/html/anchors.hpp"
#include "verdict/result.hpp"

// One case as HTML, by case.mustache.

namespace echospec::reports::html {

enum class Folding { open, closed };

enum class Detail {
    whole,
    outline,  // what was expected and seen, why it matters and how to mend it; no steps, no wire
    brief,    // what it is and where it stands, no more
};

struct CaseView {
    const verdict::CaseResult& result;  // clean
    std::string anchor;
    Folding folding = Folding::closed;
    Detail detail = Detail::whole;
};

// A writer that parses the template once. Of the requirements, those in `known` become links. The
// parts of a case have headings of `heading`, 3 or 4.
std::function<std::string(const CaseView&)> case_writer(const Anchors& anchors,
                                                        std::set<std::string> known, int heading);

}  // namespace echospec::reports::html
