// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "verdict/result.hpp"

// A run as its readers take it in: by group, and as a whole.

namespace echospec::reports {

// The results of one folder of cases, in plan order.
struct Group {
    std::string folder;  // "tcp/server/half-close"; never empty
    std::vector<const verdict::CaseResult*> cases;
};

// In the order of each group's first case. The run must outlive the groups.
std::vector<Group> groups_of(const verdict::RunResult& run);
std::vector<Group> by_folder(const std::vector<const verdict::CaseResult*>& cases);

verdict::Summary summarize(const Group& group);

// What the exit code means, as a word: "conforms", "deviates", "was not fully tested".
std::string conclusion(const verdict::RunResult& run);

// One command line; for a server that ran already, where it was.
std::string target_line(const verdict::RunResult& run);

// "2/8 of 124 cases" for a part of a run; else empty.
std::string shard_of(const verdict::RunResult& run);

// Why cases were skipped or not run, and how many for each reason, in the order of the plan.
struct Untested {
    std::string reason;
    std::vector<const verdict::CaseResult*> cases;
};
std::vector<Untested> untested(const verdict::RunResult& run);

}  // namespace echospec::reports
