// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "verdict/result.hpp"

// Workflow commands that GitHub shows beside the lines of a pull request, a line each:
//
//     ::error file=cases/tcp/x.yaml,line=19,title=tcp/x[size=1]::FIN after 4 KiB of 64 KiB
//
// GitHub shows at most ten of each kind from one step (actions/toolkit, docs/problem-matchers.md),
// so nine are written and a tenth that says how many more there are.

namespace echospec::reports::annotations {

std::string render(const verdict::RunResult& run);

}  // namespace echospec::reports::annotations
