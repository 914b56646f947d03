// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "verdict/baseline.hpp"
#include "verdict/result.hpp"

// A baseline written from a run, for a person to fill in the reasons. Pure.

namespace echospec::verdict {

struct BaselineUpdate {
    std::string text;                // the whole file
    size_t added = 0;                // entries
    std::vector<std::string> stale;  // what a person should look at: "x: passes, though …"
};

// Keeps every character of the file that is there (`text`, of which `entries` were read) and puts
// an entry behind it for each deviation that gates and that none of them speaks of. An error of the
// harness is no deviation.
BaselineUpdate update_baseline(const std::string& text, const Baseline& entries,
                               const RunResult& run, const std::string& today);

}  // namespace echospec::verdict
