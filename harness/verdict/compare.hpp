// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "verdict/exit_code.hpp"
#include "verdict/result.hpp"

// What became of each case from one run to a later one. Pure.

namespace echospec::verdict {

// worse:     held, or only warned, and does not any more: a regression
// better:    the other way round
// undecided: held or did not, and now nothing is shown (skip, inconclusive, error, not-run)
// decided:   the other way round
// changed:   the case itself judges something else now: its revision is another
// added, gone: it is in the later run alone, in the earlier alone
enum class Change { same, worse, better, undecided, decided, changed, added, gone };

std::string_view to_string(Change change);

struct Difference {
    Change change = Change::same;
    std::string name;    // the case's full name
    std::string before;  // verdicts; empty where it was not there
    std::string after;
    std::string reason;  // of the later verdict
    bool gates = false;  // a regression that no baseline knows
    bool operator==(const Difference&) const = default;
};

struct Comparison {
    std::vector<Difference> differences;  // worse first, then in the order of the enum
    int same = 0;                         // cases that are as they were
    int compared = 0;                     // cases that are decided in both
    std::vector<std::string> notes;       // "the target's program is another file"
    Exit exit;                            // 1 on regressions alone, 3 if nothing could be compared
};

Comparison compare(const RunResult& before, const RunResult& after);

}  // namespace echospec::verdict
