// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "casefile/catalogue.hpp"
#include "verdict/result.hpp"

// The report for people: one file of HTML that asks nothing of any network, light and dark,
// printable, and readable without scripts, which add a filter. It is page.mustache, with
// target.mustache for each target, case.mustache for each case, style.css and script.js beside it.
//
// Findings come first and open; then all other cases, what was not tested and why, and what the
// run says of each requirement. A page of several targets begins with a matrix of targets and
// groups. It stays below some 30 MB, whatever the run.

namespace echospec::reports::html {

std::string render(const verdict::RunResult& run, const casefile::Catalogue& catalogue);

// One page of several targets.
std::string render(const std::vector<verdict::RunResult>& runs,
                   const casefile::Catalogue& catalogue);

}  // namespace echospec::reports::html
