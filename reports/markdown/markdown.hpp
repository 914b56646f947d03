// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "verdict/result.hpp"

// The summary of a run for a CI step or a pull request: verdict, counts by group, each finding
// folded, and what was not tested and why.

namespace echospec::reports::markdown {

// GitHub refuses a step's summary above 1 MiB; well below it, other tools may add theirs.
inline constexpr size_t kStepSummaryLimit = 512 * 1024;

// At most `limit` bytes, but for a head of some 20 kB: findings beyond it are counted, not shown.
std::string render(const verdict::RunResult& run, size_t limit);

}  // namespace echospec::reports::markdown
