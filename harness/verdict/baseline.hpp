// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostics.hpp"
#include "casefile/catalogue.hpp"
#include "verdict/result.hpp"

// The deviations that somebody knows of and has accepted, each with a reason: they do not make a
// run fail, and whatever changes about them does. A YAML list:
//
//     - case: tcp/server/half-close/echo-before-fin   # an id, or a pattern of --only
//       parameters: {size: 64KiB}                     # of the case's matrix; optional
//       expect: fail                                  # fail, warn, inconclusive or flaky
//       reason: the proxy in front closes early
//       link: https://example.org/issues/7            # optional
//       expires: 2027-01-31                           # the last day; optional

namespace echospec::verdict {

struct BaselineEntry {
    std::string pattern;
    std::vector<std::pair<std::string, std::string>> parameters;  // each must be the case's own
    std::optional<Verdict> expect;  // nothing: flaky, so any of pass, warn and fail
    std::string reason;
    std::string link;
    std::string expires;  // "2027-01-31"; empty: never
    base::Position position;
};

using Baseline = std::vector<BaselineEntry>;

// All mistakes are told: also a pattern that no case of the catalogue matches, and parameters that
// no row of the matrix has.
base::Result<Baseline> read_baseline(const casefile::SourceFile& file,
                                     const casefile::Catalogue& catalogue);

// The first entry that speaks of the result; null if none does.
const BaselineEntry* find_entry(const Baseline& baseline, const CaseResult& result);

// "fail", or "flaky".
std::string expectation(const BaselineEntry& entry);

// As read_baseline takes it; what the entry leaves open is left out.
std::string to_yaml(const BaselineEntry& entry);

}  // namespace echospec::verdict
