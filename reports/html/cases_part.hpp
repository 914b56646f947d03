// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "reports/html/anchors.hpp"
#include "verdict/result.hpp"

// All cases of a target, by where they stand on the page. A page stays one that browsers open at
// once and CI systems take: once the evidence that is shown fills it, further findings are told in
// outline, then briefly, and so are cases that are no findings.

namespace echospec::reports::html {

struct CasesPart {
    std::string findings;  // what fails comes before what only warns
    std::string stack_findings;
    std::string others;  // in the order of the plan
    std::string stack_others;
    size_t shortened = 0;  // of the others
};

// The run must be clean. Of the requirements, the known ones become links.
CasesPart write_cases(const verdict::RunResult& run, const Anchors& anchors,
                      std::set<std::string> known, int heading);

}  // namespace echospec::reports::html
