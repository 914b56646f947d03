// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "casefile/flags.hpp"
#include "tests/support/sources.hpp"

// The steps of the raw peer, over TCP.

namespace echospec::casefile {
namespace {

using Texts = std::vector<std::string>;

std::vector<Step> steps_of(const std::string& steps) {
    return tests::load_case("steps:\n" + steps).variants.at(0).steps;
}

Texts texts_of(const std::string& steps) {
    Texts texts;
    for (const Step& step : steps_of(steps))
        texts.push_back(step.text);
    return texts;
}

SendSegment sent(const std::string& segment) {
    const auto steps = steps_of("  - raw-peer:\n  - segment: {send: " + segment + "}\n");
    return std::get<SegmentStep>(steps.at(1).action).send.value();
}

SegmentShape shape(const std::string& segment) {
    const auto steps = steps_of("  - raw-peer:\n  - segment: {expect: " + segment + "}\n");
    return std::get<SegmentStep>(steps.at(1).action).expect.value().shapes.at(0);
}

TEST(RawSteps, ReadAsSentences) {
    EXPECT_EQ(texts_of("  - raw-peer:\n"
                       "  - raw-peer: {as: a, count: 1000, family: ipv6, initial: 4294967295, "
                       "mss: 100, window: 4KiB}\n"
                       "  - raw-peer: {as: b, mss: none, port: 40000}\n"
                       "  - handshake:\n"
                       "  - hold-acks: a\n"
                       "  - release-acks: a\n"
                       "  - vanish:\n"
                       "  - icmp:\n"
                       "  - icmp: b\n"
                       "  - icmp: {on: a, type: 3, code: 4, seq: 100}\n"
                       "  - icmp: {on: a, type: 3, code: 9}\n"),
              (Texts{"raw peer client",
                     "raw peer a, 1000 peers, over IPv6, initial sequence number 4294967295, mss "
                     "100, window 4096",
                     "raw peer b, no mss, port 40000", "handshake on client",
                     "acknowledge nothing by itself on a", "acknowledge what came and comes on a",
                     "client vanishes and answers nothing any more",
                     "send ICMP type 3 code 1 (host unreachable) on client",
                     "send ICMP type 3 code 1 (host unreachable) on b",
                     "send ICMP type 3 code 4 (fragmentation needed), quoting seq 100 on a",
                     "send ICMP type 3 code 9 on a"}));
}

TEST(RawSteps, SegmentsThatAreSentReadAsSentences) {
    EXPECT_EQ(
        texts_of("  - raw-peer:\n"
                 "  - segment: {send: SYN}\n"
                 "  - segment: {send: {flags: SYN, seq: 0, mss: 100}}\n"
                 "  - segment: {send: {flags: none, urgent: 3, window: 0}}\n"
                 "  - segment: {send: {ack: -1, options: \"01 01\", data: hello, pieces: 1}}\n"
                 "  - segment: {send: {flags: SYN, options: \"\"}}\n"
                 "  - segment: {send: {reserved: 15, offset: 4, checksum: wrong}}\n"
                 "  - segment: {send: {flags: RST, checksum: none, from: 127.0.0.9, "
                 "hop-limit: 1, ip-options: \"07 04 04 00\"}}\n"),
        (Texts{"raw peer client", "send SYN on client", "send SYN, seq 0, mss 100 on client",
               "send a segment without flags, window 0, urgent pointer 3 on client",
               "send ACK, ack -1, options 01 01, data \"hello\", 1 byte at a time on client",
               "send SYN, no options on client",
               "send ACK, reserved bits 15, data offset 4, wrong checksum on client",
               "send RST, no checksum, from 127.0.0.9, hop limit 1, IP options 07 04 04 00 on "
               "client"}));
}

TEST(RawSteps, SegmentsThatAreExpectedReadAsSentences) {
    EXPECT_EQ(
        texts_of("  - raw-peer: a\n"
                 "  - segment: {on: a, expect: SYN+ACK}\n"
                 "  - segment: {on: a, expect: {flags: SYN+ACK, seq: 0, ack: 1, again: true}}\n"
                 "  - segment: {on: a, expect: {window: {at-least: 1}, length: 5, mss: any}}\n"
                 "  - segment: {on: a, expect: {window: {at-least: 1, at-most: 9}, mss: none}}\n"
                 "  - segment: {on: a, expect: {length: {at-most: 9}, mss: 536, data: hi}}\n"
                 "  - segment: {on: a, expect: {one-of: [{flags: ACK, ack: 6}, RST]}}\n"
                 "  - segment: {on: a, expect: nothing}\n"),
        (Texts{"raw peer a", "expect SYN+ACK on a", "expect SYN+ACK again, seq 0, ack 1 on a",
               "expect a segment, window at least 1, length 5, any mss on a",
               "expect a segment, window 1 to 9, no mss on a",
               "expect a segment, length at most 9, mss 536, data \"hi\" on a",
               "expect ACK, ack 6, or RST on a", "expect no segment on a"}));
}

TEST(RawSteps, HoldTheFieldsOfASegmentThatIsSent) {
    const SendSegment segment = sent(
        "{flags: ACK+FIN, seq: -1, ack: 2147483648, window: 4KiB, urgent: 3, mss: 100, "
        "options: \"0101\", data: {random: 1KiB}, pieces: 10, reserved: 15, offset: 4, "
        "checksum: none, from: 127.0.0.9, hop-limit: 1, ip-options: \"01\"}");
    EXPECT_EQ(segment.flags, (wire::Flags{.ack = true, .fin = true}));
    EXPECT_EQ(segment.seq, -1);
    EXPECT_EQ(segment.ack, int64_t{1} << 31);
    EXPECT_EQ(segment.window, 4096);
    EXPECT_EQ(segment.urgent, 3);
    EXPECT_EQ(segment.mss, 100);
    EXPECT_EQ(segment.options, base::Bytes("\1\1"));
    EXPECT_EQ(segment.data, Payload(Random{1024}));
    EXPECT_EQ(segment.pieces, 10U);
    EXPECT_EQ(segment.reserved, 15U);
    EXPECT_EQ(segment.offset, 4U);
    EXPECT_EQ(segment.checksum, wire::ChecksumKind::zero);
    EXPECT_EQ(segment.from, base::parse_address("127.0.0.9"));
    EXPECT_EQ(segment.hop_limit, 1U);
    EXPECT_EQ(segment.ip_options, base::Bytes("\1"));
}

TEST(RawSteps, LeaveOutWhatACaseDoesNotSay) {
    const SendSegment segment = sent("{data: hello}");
    EXPECT_EQ(segment.flags, wire::Flags{.ack = true});
    EXPECT_FALSE(segment.seq || segment.ack || segment.window || segment.options || segment.offset);
    EXPECT_EQ(sent("none").flags, wire::Flags{});
    EXPECT_EQ(sent("{options: \"\"}").options, base::Bytes());
}

TEST(RawSteps, HoldWhatASegmentOfTheTargetMustShow) {
    const SegmentShape wanted = shape(
        "{flags: URG, seq: 1, ack: 2, window: 0, length: {at-least: 1}, mss: {at-most: 9}, "
        "urgent: 3, data: {hex: \"00\"}, again: true}");
    EXPECT_EQ(wanted.flags, wire::Flags{.urg = true});
    EXPECT_EQ(wanted.seq, (SeqBounds{1, 1}));
    EXPECT_EQ(wanted.ack, (SeqBounds{2, 2}));
    EXPECT_EQ(wanted.window, (Bounds{0, 0}));
    EXPECT_EQ(wanted.length, (Bounds{1, UINT64_MAX}));
    EXPECT_EQ(wanted.mss, (Bounds{0, 9}));
    EXPECT_FALSE(wanted.has_mss);
    EXPECT_EQ(wanted.urgent, 3);
    EXPECT_EQ(wanted.data, Payload(Literal{std::string(1, '\0')}));
    EXPECT_TRUE(wanted.again);
    EXPECT_EQ(shape("{mss: any}").has_mss, true);
    EXPECT_EQ(shape("{mss: none}").has_mss, false);
}

TEST(RawSteps, TakeFlagsInAnyOrder) {
    EXPECT_EQ(sent("ACK+SYN").flags, sent("SYN+ACK").flags);
    EXPECT_EQ(written(sent("URG+ACK+PSH+RST+FIN+SYN").flags), "SYN+FIN+RST+PSH+ACK+URG");
    EXPECT_EQ(written(wire::Flags{}), "none");
}

TEST(RawSteps, TakeParametersOfTheMatrix) {
    const Case loaded = tests::load_case(
        "matrix: {flags: [SYN, SYN+FIN], wanted: [nothing, RST], mss: [none, 100]}\n"
        "steps:\n"
        "  - raw-peer: {mss: $mss}\n"
        "  - segment: {send: $flags}\n"
        "  - segment: {expect: $wanted}\n");
    const auto& first = loaded.variants.front().steps;
    const auto& last = loaded.variants.back().steps;
    EXPECT_EQ(std::get<RawPeer>(first.at(0).action).mss, std::nullopt);
    EXPECT_EQ(first.at(1).text, "send SYN on client");
    EXPECT_EQ(first.at(2).text, "expect no segment on client");
    EXPECT_EQ(std::get<RawPeer>(last.at(0).action).mss, 100);
    EXPECT_EQ(last.at(1).text, "send SYN+FIN on client");
    EXPECT_EQ(last.at(2).text, "expect RST on client");
}

TEST(RawSteps, UseAPeerLikeAConnection) {
    EXPECT_EQ(texts_of("  - raw-peer:\n  - handshake:\n  - send: hello\n  - receive: {echo: all}\n"
                       "  - silence:\n  - state: {target: ESTABLISHED}\n  - half-close:\n"
                       "  - receive: fin\n  - raw-peer:\n  - handshake:\n  - abort:\n")
                  .size(),
              11U);
}

TEST(RawSteps, WriteSegmentsBehindEveryEnd) {
    for (const std::string end : {"half-close", "close", "abort", "vanish"}) {
        EXPECT_EQ(texts_of("  - raw-peer:\n  - handshake:\n  - " + end +
                           ":\n  - segment: {send: {flags: RST, seq: 1}}\n"
                           "  - segment: {expect: nothing}\n  - icmp:\n  - raw-peer:\n")
                      .size(),
                  7U)
            << end;
    }
}

TEST(RawSteps, OfALoopMayEndWithASegment) {
    EXPECT_EQ(texts_of("  - repeat:\n      times: 2\n      steps:\n"
                       "        - raw-peer: a\n        - segment: {on: a, send: SYN}\n")
                  .size(),
              1U);
}

TEST(Start, HoldsSettingsOfTheKernel) {
    const Case loaded = tests::load_case(
        "start: {kernel: {tcp_retries2: 3, tcp_fin_timeout: 1}}\nsteps:\n  - connect:\n");
    EXPECT_EQ(
        loaded.variants.at(0).start.kernel,
        (std::map<std::string, std::string>{{"tcp_retries2", "3"}, {"tcp_fin_timeout", "1"}}));
}

}  // namespace
}  // namespace echospec::casefile
