// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "verdict/result.hpp"

// What a result counts for, as the exit code counts it: under --strict a warning fails, a deviation
// that the baseline knows does not, and neither does what is owed to the kernel's TCP. Each format
// has its own words for these.

namespace echospec::reports {

enum class Standing {
    passed,
    warned,     // a deviation that does not gate
    known,      // one that the baseline accepts
    skipped,    // or not run
    failed,     // gates: it deviates, or passes where the baseline expects otherwise
    undecided,  // gates: inconclusive, or an error
};

Standing standing_of(const verdict::CaseResult& result);

// Whether somebody should look at it: whatever is neither passed nor skipped.
bool is_finding(const verdict::CaseResult& result);

// Whether the run fails though none of its cases does: it broke off, the target never listened,
// nothing was verified. A format that shows cases alone would let it pass.
bool fails_beyond_its_cases(const verdict::RunResult& run);

// "fail", "known warn", "flaky fail", "unexpected pass"; where it is not the verdict's habit, also
// whether it gates: "warn, gates".
std::string label(const verdict::CaseResult& result);

}  // namespace echospec::reports
