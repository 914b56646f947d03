// SPDX-License-Identifier: Apache-2.0
#include "samples.hpp"

#include <functional>
#include <random>
#include <string_view>

#include "verdict/gating.hpp"

namespace echospec::reports {
namespace {

using namespace std::string_view_literals;
using verdict::CaseResult;
using verdict::ConversationRecord;
using verdict::RunResult;
using verdict::StepOutcome;
using verdict::StepRecord;
using verdict::Verdict;

constexpr std::string_view kHalfClose = "cases/tcp/server/half-close/drains-before-fin.yaml";

StepRecord step(int number, std::string text, StepOutcome outcome, std::string observed,
                std::string waited) {
    StepRecord record;
    record.number = number;
    record.text = std::move(text);
    record.position = {std::string(kHalfClose), 14 + number, 3};
    record.outcome = outcome;
    record.observed = std::move(observed);
    record.waited = std::move(waited);
    record.at_milliseconds = 0.4 * number;
    record.took_milliseconds = 0.35;
    return record;
}

CaseResult drains(const std::string& size) {
    CaseResult result;
    result.id = "tcp/server/half-close/drains-before-fin";
    result.title = "What arrived before the client's FIN is echoed before the server's FIN";
    result.why =
        "A server that closes as soon as it reads end-of-file throws away what it has not echoed "
        "yet.";
    result.group = "half-close";
    result.parameters = {{"size", size}};
    result.level = "must";
    result.duty = "application";
    result.requirements = {"TCP-HALF-1"};
    result.sources = {"RFC 862 TCP Based Echo Service: “any data received is sent back”"};
    result.causes = {
        "the server closes when poll() reports POLLRDHUP, before it has read the rest"};
    result.position = {std::string(kHalfClose), 19, 5};
    result.repeat_command = "echospec run --seed 7 --only '" + result.id + "' -- ./echo-server";
    result.target_end = "still running";
    result.milliseconds = 3.1;
    return result;
}

ConversationRecord session() {
    ConversationRecord conversation;
    conversation.name = "client";
    conversation.tester = "127.0.0.1:40000";
    conversation.target = "127.0.0.1:7";
    conversation.handshake = "three-way handshake";
    conversation.close = "the target closed first: three segments, FIN and ACK merged";
    conversation.illegal = "segment 8 of the target: octets beyond its FIN";
    conversation.from_tester = 65536;
    conversation.from_target = 4096;
    conversation.half_close_octets = 7;
    conversation.retransmissions = 1;
    return conversation;
}

struct Passing {
    double at;
    bool from_tester;
    std::string flags;
    int64_t seq;
    std::optional<int64_t> ack;
    uint64_t length;
    std::string tester;
    std::string target;
};

std::vector<verdict::SegmentRecord> segments() {
    const std::vector<Passing> all{
        {0.1, true, "SYN", 0, {}, 0, "SYN-SENT", "LISTEN"},
        {0.11, false, "SYN,ACK", 0, 1, 0, "ESTABLISHED", "SYN-RECEIVED"},
        {0.12, true, "ACK", 1, 1, 0, "ESTABLISHED", "ESTABLISHED"},
        {1.2, true, "ACK", 1, 1, 65536, "ESTABLISHED", "ESTABLISHED"},
        {1.3, false, "ACK", 1, 65537, 4096, "ESTABLISHED", "ESTABLISHED"},
        {2.1, false, "FIN,ACK", 4097, 65537, 0, "CLOSE-WAIT", "FIN-WAIT-1"},
        {2.2, true, "ACK", 65537, 4098, 0, "CLOSE-WAIT", "FIN-WAIT-2"},
        {2.9, false, "ACK", 4098, 65537, 5, "CLOSE-WAIT", "FIN-WAIT-2"},
    };
    std::vector<verdict::SegmentRecord> records;
    for (const Passing& each : all) {
        wire::Rung rung{.number = records.size() + 1,
                        .milliseconds = each.at,
                        .from_left = each.from_tester,
                        .left_state = each.tester,
                        .right_state = each.target,
                        .flags = each.flags,
                        .seq = each.seq,
                        .ack = each.ack,
                        .length = each.length,
                        .window = 65535,
                        .marks = {},
                        .breaches = {},
                        .left_out_before = 0};
        records.push_back({"client", std::move(rung)});
    }
    records[4].rung.left_out_before = 90;
    records[6].rung.marks = {"retransmission"};
    records[7].rung.breaches = {
        "octets up to 4103, but the FIN was 4097: no octet is sent beyond "
        "one's own FIN (RFC 9293 §3.6)"};
    return records;
}

CaseResult passed() {
    CaseResult result = drains("1");
    result.verdict = Verdict::pass;
    result.requirements = {"TCP-EST-1"};
    result.steps = {step(1, "connect", StepOutcome::done, "handshake", ""),
                    step(2, "receive the whole echo", StepOutcome::done, "1 byte", "settled")};
    return result;
}

CaseResult failed() {
    CaseResult result = drains("64KiB");
    result.verdict = Verdict::fail;
    result.reason = "FIN after 4 KiB of 64 KiB";
    result.expected = "64 KiB, then FIN";
    result.observed = "4 KiB, then FIN";
    result.difference =
        "offset 4096\n  expected  1f 8b 08 00 5a c3 11 e0\n  observed  (end of stream)";
    result.steps = {step(1, "connect", StepOutcome::done, "handshake", ""),
                    step(2, "send 64 KiB of random bytes", StepOutcome::done, "", ""),
                    step(3, "half-close", StepOutcome::done, "", ""),
                    step(4, "receive the whole echo", StepOutcome::failed, "4 KiB, FIN",
                         "settled after 0.3 ms"),
                    step(5, "receive FIN", StepOutcome::not_reached, "", "")};
    result.conversations = {session()};
    result.segments = segments();
    result.sockets = {
        {"target", true, "FIN-WAIT-2", "127.0.0.1:7", "127.0.0.1:40000", 0, 5, "retransmission"}};
    result.capture = "3 more connections are not shown";
    result.target_stderr = "client 3: POLLRDHUP\nclient 3: closed\n";
    result.artifacts = {"artifacts/drains-before-fin.64KiB.pcap"};
    return result;
}

CaseResult other(const std::string& id, Verdict verdict, std::string level, std::string reason,
                 std::string requirement = "TCP-CLOSE-8") {
    CaseResult result;
    result.id = id;
    const size_t slash = id.rfind('/');
    result.group = id.substr(id.rfind('/', slash - 1) + 1, slash - id.rfind('/', slash - 1) - 1);
    result.title = "The behaviour that " + id.substr(slash + 1) + " names";
    result.why = "Programs that get this wrong lose data.";
    result.level = std::move(level);
    result.duty = "application";
    result.requirements = {std::move(requirement)};
    result.sources = {"RFC 9293 §3.6: “CLOSE is an operation meaning I have no more data to send”"};
    result.position = {"cases/" + id + ".yaml", 1, 1};
    result.verdict = verdict;
    result.reason = std::move(reason);
    return result;
}

// Every text of the wire's evidence.
void add_wire_of(CaseResult& result, const std::function<std::string()>& text) {
    ConversationRecord& conversation = result.conversations.emplace_back();
    for (std::string* each : {&conversation.name, &conversation.tester, &conversation.target,
                              &conversation.handshake, &conversation.close, &conversation.illegal})
        *each = text();
    verdict::SegmentRecord& segment = result.segments.emplace_back();
    segment.connection = conversation.name;
    for (std::string* each :
         {&segment.rung.flags, &segment.rung.left_state, &segment.rung.right_state})
        *each = text();
    segment.rung.marks = {text()};
    segment.rung.breaches = {text()};
    result.sockets = {{"target", false, text(), text(), text(), 0, 0, text()}};
    result.capture = text();
}

CaseResult hostile() {
    CaseResult result = other("tcp/server/exchange/hostile", Verdict::fail, "must", hostile_text());
    const std::string text = hostile_text();
    result.title = text;
    result.why = text;
    result.parameters = {{"text", text}};
    result.expected = text;
    result.observed = text;
    result.difference = text;
    result.sources = {text};
    result.causes = {text};
    result.position = {"cases/" + text, 3, 1};
    result.steps = {step(1, text, StepOutcome::failed, text, text)};
    add_wire_of(result, [&] { return text; });
    result.target_stdout = text;
    result.target_stderr = text;
    result.target_end = text;
    result.artifacts = {text};
    result.repeat_command = text;
    return result;
}

std::string random_bytes(std::mt19937_64& random) {
    static constexpr std::string_view kSpecial =
        "<>&\"'`|*_[]()#%:,;\n\r\t\0\x1b\xff\xc2\xed\xf0\\"sv;
    std::string bytes(random() % 40, '\0');
    for (char& byte : bytes) {
        const uint64_t value = random();
        byte = value % 2 == 0 ? kSpecial[(value >> 8) % kSpecial.size()]
                              : static_cast<char>((value >> 8) & 0xFF);
    }
    return bytes;
}

CaseResult arbitrary_case(std::mt19937_64& random) {
    const auto text = [&] { return random_bytes(random); };
    CaseResult result;
    result.verdict = Verdict{static_cast<int>(random() % 7)};
    for (std::string* each : {&result.id, &result.title, &result.why, &result.group, &result.level,
                              &result.duty, &result.reason, &result.expected, &result.observed,
                              &result.difference, &result.target_stdout, &result.target_stderr,
                              &result.target_end, &result.repeat_command, &result.position.file}) {
        *each = text();
    }
    result.gates = random() % 2 == 0;
    if (random() % 3 == 0) result.known = text();
    if (random() % 3 == 0) result.stale = text();
    if (random() % 3 == 0)
        result.attempts = {{Verdict::pass, text(), 1}, {Verdict::fail, text(), 2}};
    result.parameters = {{text(), text()}};
    result.requirements = {text()};
    result.sources = {text(), text()};
    result.causes = {text()};
    result.artifacts = {text()};
    result.steps = {step(1, text(), StepOutcome::failed, text(), text())};
    add_wire_of(result, text);
    result.milliseconds = static_cast<double>(random() % 1000) - 1;
    return result;
}

void settle_all(RunResult& run) {
    for (size_t i = 0; i < run.cases.size(); ++i) {
        run.cases[i].number = i + 1;
        verdict::settle(run.cases[i], {run.gate, {}, "2026-10-01"});
    }
}

}  // namespace

std::string hostile_text() {
    static constexpr std::string_view kText =
        "<b>&amp;</b> \"'` ]]> | *_[x](y)_* #%:, ---\n::error::x\n\0 \x1b[31m \xff\xc3 "
        "\xe2\x80\xae "
        "</script><!-- {{why}} \\"sv;
    return std::string(kText);
}

RunResult sample_run() {
    RunResult run;
    run.version = "0.1.0";
    run.seed = 7;
    run.started = "2026-10-01T12:00:00Z";
    run.hostname = "builder";
    run.target = {{"./echo-server", "{port}"},
                  "server",
                  {"tcp"},
                  "echo",
                  "0.0.0.0:7 (tcp)",
                  "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"};
    run.environment = {"sandbox", "6.1.0", {{"net.ipv4.tcp_fin_timeout", "60"}}, ""};
    run.cases = {
        passed(),
        failed(),
        other("tcp/server/close/promptly", Verdict::warn, "should", "FIN only after 4 seconds"),
        other("tcp/server/wire/delayed-ack", Verdict::skip, "must",
              "segments are not seen without the sandbox", "TCP-WIRE-1"),
        other("tcp/server/robustness/flood", Verdict::inconclusive, "must",
              "the capture dropped 3 segments"),
        other("tcp/server/process/signals", Verdict::error, "must",
              "setns target: Operation not permitted"),
        other("udp/server/exchange/datagram", Verdict::not_run, "must", "interrupted"),
        hostile()};
    run.hints = {"it answers whole lines only: --profile line would fit"};
    settle_all(run);
    run.milliseconds = 812.5;
    run.exit_code = 3;
    run.exit_reason = "1 case could not be run";
    return run;
}

casefile::Catalogue sample_catalogue() {
    const auto requirement = [](std::string id, std::string source, std::string untested) {
        casefile::Requirement made;
        made.id = id;
        made.title = "What " + id + " obliges to";
        made.group = "sample";
        made.sources = {std::move(source)};
        made.untested = std::move(untested);
        return made;
    };
    casefile::Catalogue catalogue;
    catalogue.requirements = {
        requirement("TCP-HALF-1", "RFC 862, TCP Based Echo Service: \"sent back\"", ""),
        requirement("TCP-EST-1", "RFC 9293 §3.10.1: \"a call to LISTEN\"", ""),
        requirement("TCP-CLOSE-8", "RFC 9293 §3.6", ""),
        requirement("TCP-WIRE-1", "RFC 9293 §3.8.6.3", ""),
        requirement("TCP-TIME-1", "RFC 9293 §3.6.1", "it would take two minutes"),
        requirement("TCP-LOST-1", "", ""),
        requirement("UDP-MSG-1", "RFC 768, Fields", "")};
    casefile::Case covering;
    covering.requirements = {"TCP-HALF-1", "TCP-EST-1", "TCP-CLOSE-8", "TCP-WIRE-1", "UDP-MSG-1"};
    catalogue.cases = {covering};
    return catalogue;
}

RunResult arbitrary_run(uint64_t seed) {
    std::mt19937_64 random(seed);
    RunResult run;
    for (std::string* each :
         {&run.version, &run.started, &run.hostname, &run.exit_reason, &run.target.role,
          &run.target.profile, &run.target.endpoint, &run.target.digest, &run.environment.isolation,
          &run.environment.kernel, &run.environment.lost}) {
        *each = random_bytes(random);
    }
    run.target.command = {random_bytes(random), random_bytes(random)};
    run.target.transports = {random_bytes(random)};
    run.environment.settings = {{random_bytes(random), random_bytes(random)}};
    run.hints = {random_bytes(random)};
    run.interrupted = random() % 2 == 0;
    run.gate.baseline = random_bytes(random);
    for (uint64_t i = 1; i <= 12; ++i) {
        run.cases.push_back(arbitrary_case(random));
        run.cases.back().number = i;
    }
    return run;
}

}  // namespace echospec::reports
