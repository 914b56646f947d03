// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/discovery.hpp"
#include "engine/plan.hpp"
#include "engine/settings.hpp"
#include "verdict/gating.hpp"
#include "verdict/result.hpp"

// The workers of a run and what each does next. Verdicts do not depend on how many there are.

namespace echospec::engine {

// Told about a run while it goes on.
class Progress {
  public:
    virtual ~Progress() = default;
    virtual void planned(const verdict::RunResult& run) = 0;  // its cases are not-run
    virtual void finished(const verdict::CaseResult& result, size_t done, size_t jobs) = 0;
};

struct PoolEnd {
    std::vector<verdict::CaseResult> results;  // one a job that is not borrowed, in plan order
    std::optional<int> signal;                 // that interrupted it
    std::string given_up;                      // why it ended early by itself; else empty
};

PoolEnd run_jobs(const Plan& plan, const Settings& settings, const casefile::Catalogue& catalogue,
                 const std::vector<Listener>& listeners, const verdict::Gating& gating,
                 Progress& progress);

}  // namespace echospec::engine
