// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/job.hpp"
#include "verdict/result.hpp"

// Which job may run next. A job waits for those it presumes; where one of them did not pass, it is
// skipped and says from which failure that follows, so that one cause shows as one failure. Pure.

namespace echospec::engine {

class Schedule {
  public:
    Schedule(const std::vector<Job>& jobs, std::vector<verdict::CaseResult> blanks);

    // A job that may run now, in plan order, those that sleep before the others, and what they
    // presume before all: beside them the others take no time. It counts as running from here on.
    std::optional<size_t> next();

    // The result of a running job. Returns the jobs that are decided by it: itself, and all that
    // are skipped in consequence.
    std::vector<size_t> finish(size_t job, verdict::CaseResult result);

    bool is_over() const { return finished_ == jobs_.size(); }
    size_t finished() const { return finished_; }
    const std::vector<verdict::CaseResult>& results() const { return results_; }

  private:
    enum class State { waiting, running, done };
    bool is_ready(size_t job) const;
    std::string obstacle(size_t job) const;
    void skip_followers(std::vector<size_t>& decided);

    const std::vector<Job>& jobs_;
    std::vector<verdict::CaseResult> results_;
    std::vector<State> states_;
    std::vector<bool> early_;         // it sleeps, or is presumed by one that does
    std::vector<std::string> roots_;  // the case whose failure this one follows from; else empty
    size_t finished_ = 0;
};

}  // namespace echospec::engine
