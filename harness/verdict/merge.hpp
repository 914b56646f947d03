// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "verdict/result.hpp"

// The shards of a run made one run again, as if it had never been cut. Pure.

namespace echospec::verdict {

struct Part {
    std::string file;  // its name in the diagnostics
    RunResult run;
};

// Refused are parts that are no shards of one run (another target, seed, version, gate, plan), a
// case that is in two of them, and a case that is in none. At least one part.
base::Result<RunResult> merge(const std::vector<Part>& parts);

}  // namespace echospec::verdict
