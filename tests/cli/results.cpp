// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/results.hpp"

#include "verdict/difference.hpp"
#include "verdict/gating.hpp"

namespace echospec::tests {
namespace {

using verdict::CaseResult;
using verdict::StepOutcome;
using verdict::StepRecord;
using verdict::Verdict;

CaseResult blank_case() {
    CaseResult result;
    result.id = "tcp/server/half-close/echo-before-fin";
    result.title = "What arrived before the client's FIN is echoed before the server's FIN";
    result.group = "half-close";
    result.parameters = {{"size", "64KiB"}};
    result.level = "must";
    result.duty = "application";
    result.requirements = {"TCP-HALF-1", "TCP-HALF-2"};
    result.repeat_command = "echospec run --only tcp/server/half-close/echo-before-fin -- ./server";
    result.milliseconds = 12.34;
    return result;
}

StepRecord step(int number, const std::string& text, StepOutcome outcome) {
    StepRecord record;
    record.number = number;
    record.text = text;
    record.outcome = outcome;
    record.position = {"cases/tcp/server/half-close/echo-before-fin.yaml", 10 + number, 5};
    record.at_milliseconds = number;
    return record;
}

}  // namespace

CaseResult passed_case() {
    CaseResult result = blank_case();
    result.verdict = Verdict::pass;
    return result;
}

CaseResult failed_case() {
    CaseResult result = blank_case();
    result.verdict = Verdict::fail;
    result.gates = true;
    result.sources = {"RFC 9293 §3.6: a host is permitted to send until it closes"};
    result.causes = {"the server closes when poll() reports POLLRDHUP", "it reads but once more"};
    result.reason = "step 2, receive the whole echo on client: 2 of 5 bytes, then FIN";
    result.expected = "5 bytes: \"hello\"";
    result.observed = "2 of 5 bytes, then FIN";
    result.difference = verdict::difference("hello", "he", 2);
    result.steps = {step(1, "send \"hello\" on client", StepOutcome::done),
                    step(2, "receive the whole echo on client", StepOutcome::failed),
                    step(3, "receive FIN on client", StepOutcome::not_reached)};
    result.steps[1].observed = "2 of 5 bytes, then FIN";
    result.steps[1].waited = "after 40 us";
    result.target_end = "still running";
    result.target_stderr = "listening\nclosing\n";
    return result;
}

CaseResult plain_case(Verdict verdict) {
    CaseResult result = blank_case();
    result.verdict = verdict;
    verdict::settle(result, {});
    result.reason = "this is why\nand this is more";
    return result;
}

}  // namespace echospec::tests
