// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "verdict/baseline.hpp"
#include "verdict/result.hpp"

// Whether a result makes the run fail. It is decided once, when the case is over, and kept in the
// result: so the exit code and every report say the same. Pure.

namespace echospec::verdict {

struct Gating {
    Gate gate;
    Baseline baseline;
    std::string today;  // UTC, "2026-11-23"
};

// Sets what the result counts for: `gates`, `known` and `stale`.
void settle(CaseResult& result, const Gating& gating);

// Whether the result is a finding about the environment's TCP, not about the target.
bool is_stack_finding(const CaseResult& result);

}  // namespace echospec::verdict
