// SPDX-License-Identifier: Apache-2.0
#include "gated_run.hpp"

#include "verdict/attempts.hpp"
#include "verdict/exit_code.hpp"
#include "verdict/gating.hpp"

namespace echospec::reports {
namespace {

using verdict::BaselineEntry;
using verdict::CaseResult;
using verdict::Verdict;

CaseResult result_of(const std::string& name, Verdict verdict) {
    CaseResult result;
    result.id = "tcp/server/close/" + name;
    result.title = "What " + name + " says";
    result.group = "close";
    result.level = verdict == Verdict::warn ? "should" : "must";
    result.duty = "application";
    result.position = {"cases/" + result.id + ".yaml", 9, 5};
    result.verdict = verdict;
    if (verdict != Verdict::pass) result.reason = "RST instead of FIN";
    return result;
}

CaseResult stack_finding() {
    CaseResult result = result_of("stack", Verdict::fail);
    result.duty = "stack";
    return result;
}

CaseResult flaky() {
    const CaseResult passed = result_of("flaky", Verdict::pass);
    return verdict::combine({passed, result_of("flaky", Verdict::fail), passed});
}

BaselineEntry entry(const std::string& name, Verdict expect, const std::string& expires) {
    return {.pattern = "tcp/server/close/" + name,
            .parameters = {},
            .expect = expect,
            .reason = "the proxy closes early",
            .link = "https://example.org/7",
            .expires = expires,
            .position = {"baseline.yaml", 3, 3}};
}

}  // namespace

verdict::RunResult gated_run() {
    verdict::RunResult run;
    run.version = "0.1.0";
    run.started = "2026-10-01T12:00:00Z";
    run.hostname = "builder";
    run.target = {{"./server"}, "server", {"tcp"}, "echo", "0.0.0.0:7 (tcp)", ""};
    run.gate = {.strict = true, .strict_stack = false, .min_verified = 1, .baseline = "b.yaml"};
    run.cases = {result_of("held", Verdict::pass),
                 result_of("fails", Verdict::fail),
                 result_of("warns-and-gates", Verdict::warn),
                 stack_finding(),
                 flaky(),
                 result_of("known", Verdict::fail),
                 result_of("known-warning", Verdict::warn),
                 result_of("passes-unexpectedly", Verdict::pass),
                 result_of("expired", Verdict::fail),
                 result_of("left-out", Verdict::skip)};
    const verdict::Gating gating{
        run.gate,
        {entry("known", Verdict::fail, ""), entry("known-warning", Verdict::warn, "2026-10-01"),
         entry("passes-unexpectedly", Verdict::fail, ""),
         entry("expired", Verdict::fail, "2026-09-30")},
        "2026-10-01"};
    for (size_t i = 0; i < run.cases.size(); ++i) {
        run.cases[i].number = i + 1;
        verdict::settle(run.cases[i], gating);
    }
    const verdict::Exit exit = verdict::decide_exit(run.cases, run.gate, {}, "");
    run.exit_code = exit.code;
    run.exit_reason = exit.reason;
    return run;
}

}  // namespace echospec::reports
