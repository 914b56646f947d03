// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "verdict/result.hpp"

// One case that was run several times, told as one. Pure.

namespace echospec::verdict {

// The last attempt of the worst verdict, with the verdict of each beside it. At least one attempt;
// a single one comes back as it is.
CaseResult combine(std::vector<CaseResult> attempts);

// Whether the target itself did now this, now that: among pass, warn and fail more than one
// occurred. An attempt that showed nothing (inconclusive, skip, error) makes no case flaky.
bool is_flaky(const CaseResult& result);

// "2 pass, 1 fail of 3 attempts"; empty where it was run once.
std::string attempts_text(const CaseResult& result);

}  // namespace echospec::verdict
