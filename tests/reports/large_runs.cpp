// SPDX-License-Identifier: Apache-2.0
#include "large_runs.hpp"

#include <array>
#include <string>

#include "samples.hpp"
#include "verdict/gating.hpp"

namespace echospec::reports {
namespace {

using verdict::CaseResult;
using verdict::RunResult;
using verdict::Verdict;

constexpr size_t kPassed = 0;  // in sample_run()
constexpr size_t kFailed = 1;

void number(RunResult& run) {
    for (size_t i = 0; i < run.cases.size(); ++i) {
        run.cases[i].number = i + 1;
        verdict::settle(run.cases[i], {run.gate, {}, "2026-10-01"});
    }
}

// The case that failed, once more, about something else.
CaseResult another(const CaseResult& failed, size_t i) {
    static constexpr std::array<const char*, 5> kGroups{"establish", "exchange", "half-close",
                                                        "close", "robustness"};
    CaseResult result = failed;
    result.group = kGroups[i % kGroups.size()];
    result.id = "tcp/server/" + result.group + "/drains-" + std::to_string(i);
    result.parameters = {{"size", std::to_string(i)}};
    if (i % 3 == 0) result.level = "should";
    if (i % 3 == 0) result.verdict = Verdict::warn;
    if (i % 7 == 1) result.duty = "stack";
    return result;
}

}  // namespace

RunResult run_of_failures(size_t more) {
    RunResult run = sample_run();
    const CaseResult failed = run.cases[kFailed];
    for (size_t i = 1; i <= more; ++i)
        run.cases.push_back(another(failed, i));
    number(run);
    run.exit_code = 1;
    run.exit_reason = "deviates: many cases did not hold";
    return run;
}

RunResult large_run(size_t cases, Failing failing) {
    RunResult run = sample_run();
    const CaseResult passed = run.cases[kPassed];
    const CaseResult failed = run.cases[kFailed];
    run.cases.clear();
    for (size_t i = 0; i < cases; ++i) {
        const bool fails = failing == Failing::all || i % 100 == 0;
        CaseResult& result = run.cases.emplace_back(fails ? failed : passed);
        result.id += "-" + std::to_string(i);
    }
    number(run);
    return run;
}

}  // namespace echospec::reports
