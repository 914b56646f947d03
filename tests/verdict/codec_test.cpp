// SPDX-License-Identifier: Apache-2.0
#include "verdict/codec.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace echospec::verdict {
namespace {

StepRecord failed_step() {
    StepRecord step;
    step.number = 5;
    step.text = "receive FIN";
    step.position = {"cases/tcp/server/half-close/drains.yaml", 12, 5};
    step.outcome = StepOutcome::failed;
    step.observed = "RST";
    step.waited = "settled after 0.3 ms";
    step.at_milliseconds = 1.25;
    step.took_milliseconds = 0.3;
    return step;
}

ConversationRecord session() {
    ConversationRecord conversation;
    conversation.name = "client";
    conversation.tester = "127.0.0.1:40000";
    conversation.target = "127.0.0.1:7";
    conversation.handshake = "three-way handshake";
    conversation.close = "the target closed first: three segments, FIN and ACK merged";
    conversation.illegal = "segment 5 of the target: octets up to 9";
    conversation.from_tester = 65536;
    conversation.from_target = 4096;
    conversation.half_close_octets = 7;
    conversation.retransmissions = 1;
    return conversation;
}

SegmentRecord late_data() {
    return {"client",
            {.number = 5,
             .milliseconds = 0.25,
             .from_left = false,
             .left_state = "CLOSE-WAIT",
             .right_state = "FIN-WAIT-2",
             .flags = "ACK",
             .seq = -2,
             .ack = 7,
             .length = 4,
             .window = 65535,
             .marks = {"retransmission"},
             .breaches = {"nothing after FIN"},
             .left_out_before = 3}};
}

CaseResult failed_case() {
    CaseResult result;
    result.id = "tcp/server/half-close/drains";
    result.title = "What arrived is echoed";
    result.why = "It throws away what it has not echoed.";
    result.group = "half-close";
    result.parameters = {{"size", "64KiB"}, {"count", "2"}};
    result.revision = 3;
    result.level = "must";
    result.duty = "application";
    result.requirements = {"TCP-HALF-1"};
    result.sources = {"RFC 9293 §3.6: “a host is permitted …”"};
    result.causes = {"it closes at POLLRDHUP"};
    result.verdict = Verdict::fail;
    result.number = 12;
    result.reason = "RST instead of FIN";
    result.gates = true;
    result.known = "a proxy (https://example.org/7)";
    result.stale = "known until 2026-01-01";
    result.attempts = {{Verdict::pass, "", 1.5}, {Verdict::fail, "RST instead of FIN", 2}};
    result.expected = "FIN";
    result.observed = "RST";
    result.difference = "0000  68 65\n0000  68 00";
    result.position = {"cases/tcp/server/half-close/drains.yaml", 12, 5};
    result.steps = {failed_step(), StepRecord{}};
    result.conversations = {session()};
    result.segments = {late_data(), SegmentRecord{}};
    result.sockets = {{"target", true, "LAST-ACK", "127.0.0.1:7", "127.0.0.1:40000", 1, 2, "x"}};
    result.capture = "2 packets were missed";
    result.target_stdout = "listening\n";
    result.target_stderr = "oops \\x1b[31m";
    result.target_end = "still running";
    result.artifacts = {"drains.pcap"};
    result.repeat_command = "echospec run --only 'x' -- ./server";
    result.milliseconds = 3.1;
    return result;
}

RunResult small_run() {
    RunResult run;
    run.version = "0.1.0";
    run.seed = 18446744073709551615u;
    run.started = "2026-10-01T12:00:00Z";
    run.hostname = "host";
    run.target = {{"./server", "{port}"}, "server", {"tcp", "udp"}, "echo",
                  "0.0.0.0:7 (tcp)",      "ab"};
    run.environment = {"sandbox", "6.1", {{"net.ipv4.tcp_fin_timeout", "60"}}, "nothing"};
    run.gate = {.strict = true, .strict_stack = true, .min_verified = 2, .baseline = "b.yaml"};
    run.plan = {.cases = 2, .digest = "sha256:ab", .shard = 2, .shards = 3};
    run.cases = {failed_case(), CaseResult{}};
    run.hints = {"it answers whole lines only"};
    run.milliseconds = 812;
    run.interrupted = true;
    run.exit_code = 1;
    run.exit_reason = "1 case failed";
    return run;
}

std::string why_refused(const std::string& text) {
    const auto run = decode_run("results.json", text);
    return run.has_value() ? "accepted" : base::render(run.error());
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const size_t at = text.find(from);
    return at == std::string::npos ? "nothing to replace" : text.replace(at, from.size(), to);
}

TEST(Codec, CaseComesBackWhole) {
    const CaseResult before = failed_case();
    const CaseResult after = decode_case(encode(before));
    EXPECT_EQ(encode(after), encode(before));
    EXPECT_EQ(after.parameters, before.parameters);
    EXPECT_EQ(after.position, before.position);
    EXPECT_EQ(after.verdict, Verdict::fail);
    ASSERT_EQ(after.steps.size(), 2u);
    EXPECT_EQ(after.steps[0].outcome, StepOutcome::failed);
    EXPECT_EQ(after.steps[0].at_milliseconds, 1.25);
    EXPECT_EQ(after.steps[1].outcome, StepOutcome::not_reached);
    EXPECT_EQ(after.target_stderr, "oops \\x1b[31m");
}

TEST(Codec, CaseIsOneLine) {
    EXPECT_EQ(encode(failed_case()).find('\n'), std::string::npos);
}

TEST(Codec, CaseThatIsCutOffIsAHarnessError) {
    const std::string text = encode(failed_case());
    EXPECT_THROW(decode_case(text.substr(0, text.size() / 2)), base::HarnessError);
    EXPECT_THROW(decode_case("[]"), base::HarnessError);
    EXPECT_THROW(decode_case("{}"), base::HarnessError);
}

TEST(Codec, BytesThatAreNoTextStayReadable) {
    CaseResult result = failed_case();
    result.target_stderr = std::string("\xff\xfe\0\x1b<&]]>", 9);
    EXPECT_EQ(decode_case(encode(result)).target_stderr,
              std::string("\xEF\xBF\xBD\xEF\xBF\xBD\0\x1b<&]]>", 13));
}

TEST(Codec, RunComesBackWhole) {
    const RunResult before = small_run();
    const auto after = decode_run("results.json", encode(before));
    ASSERT_TRUE(after.has_value()) << base::render(after.error());
    EXPECT_EQ(encode(*after), encode(before));
    EXPECT_EQ(after->seed, before.seed);
    EXPECT_EQ(after->target.command, before.target.command);
    EXPECT_EQ(after->environment.settings, before.environment.settings);
    EXPECT_EQ(after->exit_code, 1);
    EXPECT_EQ(after->exit_reason, "1 case failed");
    EXPECT_TRUE(after->interrupted);
}

TEST(Codec, RunWithoutCasesComesBack) {
    RunResult run = small_run();
    run.cases.clear();
    EXPECT_TRUE(decode_run("results.json", encode(run)).has_value());
}

TEST(Codec, RunNamesEveryVerdictInItsSummary) {
    EXPECT_NE(encode(small_run())
                  .find(R"("summary":{"pass":0,"fail":1,"warn":0,"skip":0,)"
                        R"("inconclusive":0,"error":0,"not-run":1},"cases")"),
              std::string::npos);
}

TEST(Codec, EveryCutOffRunIsRefused) {
    const std::string text = encode(small_run());
    for (size_t size = 0; size + 2 < text.size(); ++size) {
        EXPECT_FALSE(decode_run("results.json", text.substr(0, size)).has_value()) << size;
    }
    EXPECT_EQ(why_refused(text.substr(0, text.size() / 2)),
              "results.json: error: the file ends in the middle: it was cut off\n");
    EXPECT_EQ(why_refused("\n"), "results.json: error: the file is empty\n");
}

TEST(Codec, RunWithoutFooterIsRefused) {
    const std::string text = encode(small_run());
    EXPECT_EQ(why_refused(text.substr(0, text.find(",\"footer\"")) + "}"),
              "results.json: error: it has no footer: the file was cut off\n");
}

TEST(Codec, ChangedRunIsRefused) {
    EXPECT_EQ(why_refused(replaced(encode(small_run()), "RST instead", "RST, not")),
              "results.json: error: `footer.digest` does not match: the file was changed after the "
              "run\n");
    EXPECT_EQ(
        why_refused(replaced(encode(small_run()), R"("verdict":"fail")", R"("verdict":"pass")")),
        "results.json: error: `footer.counts` does not match the cases: the file is not as "
        "written\n");
}

TEST(Codec, RunFormattedAnewIsAccepted) {
    EXPECT_TRUE(
        decode_run("r", replaced(encode(small_run()), "\"cases\":[{", "\n \"cases\": [\n {"))
            .has_value());
}

TEST(Codec, WrongShapesAreNamedByTheirPlace) {
    const std::string text = encode(small_run());
    EXPECT_EQ(why_refused(replaced(text, R"("outcome":"failed")", R"("outcome":"lost")")),
              "results.json: error: `cases[0].steps[0].outcome` must be one of done, failed, "
              "not-reached\n");
    EXPECT_EQ(why_refused(replaced(text, R"("revision":3)", R"("revision":"3")")),
              "results.json: error: `cases[0].revision` must be a whole number\n");
    EXPECT_EQ(why_refused(replaced(text, R"("hostname")", R"("host")")),
              "results.json: error: `hostname` is missing\n");
    EXPECT_EQ(why_refused("[1]"),
              "results.json: error: this is no results file of echospec: it has no `echospec` "
              "version\n");
    EXPECT_EQ(why_refused("{\"echospec\": tru}"),
              "results.json: error: this is not JSON, at byte 17\n");
    EXPECT_EQ(why_refused("{\"echospec\": 1e999}"),
              "results.json: error: a number in it is out of range\n");
}

TEST(Codec, OtherVersionsAreRefused) {
    EXPECT_EQ(
        why_refused(replaced(encode(small_run()), "0.1.0", "7.0.0")),
        "results.json: error: written by echospec \"7.0.0\", whose results this version cannot "
        "read\n");
}

TEST(Codec, BottomlessNestingIsRefused) {
    EXPECT_EQ(why_refused("{\"echospec\":" + std::string(100000, '[')),
              "results.json: error: the file is nested too deeply for a result\n");
}

}  // namespace
}  // namespace echospec::verdict
