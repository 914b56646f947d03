// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "casefile/case.hpp"
#include "casefile/catalogue.hpp"

namespace echospec::engine {

// One case with one row of its matrix: what a worker is given to run.
struct Job {
    const casefile::Case* test = nullptr;
    const casefile::Variant* variant = nullptr;
    std::vector<size_t> after;  // the jobs, by their place in the plan, that must have passed
    size_t number = 0;          // its place in the plan without shards, from 1
    bool borrowed = false;      // of another shard: run for those that presume it, and not reported
    bool sleeps = false;        // for longer than others: it waits for timers of the kernel
};

}  // namespace echospec::engine
