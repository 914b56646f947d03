// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "casefile/catalogue.hpp"
#include "engine/job.hpp"
#include "engine/settings.hpp"

// From cases to jobs. Pure.

namespace echospec::engine {

struct Plan {
    std::vector<Job> jobs;  // in the order of the report: what is presumed comes first
    const casefile::Profile* profile = nullptr;
    size_t size = 0;     // jobs of all shards together
    std::string digest;  // of their names: equal plans have equal ones
};

// The cases that apply to such a target and are selected, a job for each row of their matrices. A
// case that a selected one presumes is not selected by that. A shard borrows what its cases presume
// from the others, so that one cause is one failure in it as well. Errors: an unknown profile, a
// pattern that matches no case.
base::Result<Plan> make_plan(const casefile::Catalogue& catalogue, const Settings& settings);

// The case's group: the folder below the role.
std::string group_of(const std::string& id);

}  // namespace echospec::engine
