// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/diagnostics.hpp"
#include "verdict/result.hpp"

namespace echospec::cli {

// The results that `run --json` or `run --jsonl` wrote, whichever the file holds.
base::Result<verdict::RunResult> read_results(const std::string& path);

}  // namespace echospec::cli
