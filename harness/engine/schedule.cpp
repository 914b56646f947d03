// SPDX-License-Identifier: Apache-2.0
#include "engine/schedule.hpp"

#include <algorithm>

namespace echospec::engine {
namespace {

using verdict::CaseResult;
using verdict::Verdict;

bool did_not_hold(Verdict verdict) {
    return verdict == Verdict::fail || verdict == Verdict::warn || verdict == Verdict::error ||
           verdict == Verdict::inconclusive;
}

}  // namespace

Schedule::Schedule(const std::vector<Job>& jobs, std::vector<CaseResult> blanks)
    : jobs_(jobs),
      results_(std::move(blanks)),
      states_(jobs.size(), State::waiting),
      early_(jobs.size(), false),
      roots_(jobs.size()) {
    for (size_t job = jobs.size(); job-- > 0;) {
        early_[job] = early_[job] || jobs[job].sleeps;
        if (!early_[job]) continue;
        for (const size_t presumed : jobs[job].after)
            early_[presumed] = true;
    }
}

std::optional<size_t> Schedule::next() {
    for (const bool early : {true, false}) {
        for (size_t job = 0; job < jobs_.size(); ++job) {
            if (early_[job] != early || states_[job] != State::waiting || !is_ready(job)) continue;
            states_[job] = State::running;
            return job;
        }
    }
    return std::nullopt;
}

bool Schedule::is_ready(size_t job) const {
    return std::all_of(jobs_[job].after.begin(), jobs_[job].after.end(),
                       [&](size_t presumed) { return states_[presumed] == State::done; });
}

std::vector<size_t> Schedule::finish(size_t job, CaseResult result) {
    results_[job] = std::move(result);
    states_[job] = State::done;
    ++finished_;
    if (did_not_hold(results_[job].verdict)) roots_[job] = verdict::full_name(results_[job]);
    std::vector<size_t> decided{job};
    skip_followers(decided);
    return decided;
}

std::string Schedule::obstacle(size_t job) const {
    for (const size_t presumed : jobs_[job].after) {
        if (!roots_[presumed].empty()) return roots_[presumed];
    }
    return {};
}

// What is presumed stands earlier in the plan, so one pass finds the followers of followers too.
// All of it must be decided: which failure is named does not depend on what ended first.
void Schedule::skip_followers(std::vector<size_t>& decided) {
    for (size_t job = decided.front() + 1; job < jobs_.size(); ++job) {
        if (states_[job] != State::waiting || !is_ready(job)) continue;
        const std::string root = obstacle(job);
        if (root.empty()) continue;
        states_[job] = State::done;
        roots_[job] = root;
        results_[job].verdict = Verdict::skip;
        results_[job].reason = "follows from " + root;
        ++finished_;
        decided.push_back(job);
    }
}

}  // namespace echospec::engine
