// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/support/sources.hpp"

// The raw peer's steps that look at more than the next segment: timing, counts, rules for all; and
// the peers that ask elsewhere.

namespace echospec::casefile {
namespace {

using Texts = std::vector<std::string>;
using std::chrono::milliseconds;

std::vector<Step> steps_of(const std::string& steps) {
    return tests::load_case("steps:\n" + steps).variants.at(0).steps;
}

SegmentStep segment(const std::string& step) {
    const auto steps = steps_of("  - raw-peer:\n  - segment: " + step + "\n");
    return std::get<SegmentStep>(steps.at(1).action);
}

SegmentShape shape(const std::string& wanted) {
    return segment("{expect: " + wanted + "}").expect.value().shapes.at(0);
}

RawPeer peer(const std::string& keys) {
    return std::get<RawPeer>(steps_of("  - raw-peer: {" + keys + "}\n").at(0).action);
}

TEST(RawSegments, ReadAsSentences) {
    Texts texts;
    for (const Step& step :
         steps_of("  - raw-peer: {as: a, count: 20, to: 127.0.0.3}\n"
                  "  - raw-peer: {as: b, to: closed-port, window: 65535}\n"
                  "  - raw-peer: {as: c, to: other-address}\n"
                  "  - segment: {on: a, send: {flags: SYN+CWR+ECE, dscp: 46, ecn: ce}}\n"
                  "  - segment: {on: a, expect: {dscp: 46, ecn: none}}\n"
                  "  - segment: {on: a, send: {ack: all, to: 255.255.255.255}}\n"
                  "  - segment: {on: a, send: again}\n"
                  "  - segment: {on: a, expect: {seq: {at-least: 1, at-most: 9}, "
                  "ack: {at-least: 5}, size: {at-most: 536}, psh: true, within: 499ms}}\n"
                  "  - segment: {on: a, expect: {seq: {at-most: -1}, psh: false}}\n"
                  "  - segment: {on: a, expect: {flags: SYN+ACK, again: true, pause: growing}}\n"
                  "  - segment: {on: a, expect: {again: true, pause: {at-least: 50ms}}}\n"
                  "  - segment: {on: a, expect: FIN+ACK, else: \"skip: it stays open\"}\n"
                  "  - segment: {on: a, count: {length: {at-least: 101}}, is: 0}\n"
                  "  - segment: {on: a, count: ACK, is: {at-most: 9}}\n"
                  "  - segment: {on: a, every: one-address}\n"
                  "  - initial-numbers: {on: a, are: rising}\n"))
        texts.push_back(step.text);
    EXPECT_EQ(
        texts,
        (Texts{"raw peer a, 20 peers, to 127.0.0.3", "raw peer b, window 65535, to a closed port",
               "raw peer c, to another address of the target",
               "send SYN+ECE+CWR, DSCP 46, ECN ce on a", "expect a segment, DSCP 46, ECN none on a",
               "send ACK, ack all, to 255.255.255.255 on a", "send the last segment again on a",
               "expect a segment, seq 1 to 9, ack at least 5, size at most 536, PSH, within 499.0 "
               "ms on a",
               "expect a segment, seq at most -1, no PSH on a",
               "expect SYN+ACK again, after a longer pause than the one before on a",
               "expect a segment again, after a pause of at least 50.0 ms on a",
               "expect FIN+ACK on a, else skip: it stays open",
               "expect 0 of all segments so far to be a segment, length at least 101 on a",
               "expect at most 9 of all segments so far to be ACK on a",
               "expect that every segment so far on a comes from the address that was asked",
               "expect rising initial sequence numbers of the target on a"}));
}

TEST(RawSegments, HoldWhatIsSentInSpiteOfAnOrderlyPeer) {
    const SendSegment sent = *segment("{send: {ack: all, to: 255.255.255.255}}").send;
    EXPECT_TRUE(sent.ack_all);
    EXPECT_FALSE(sent.ack);
    EXPECT_EQ(sent.to, base::parse_address("255.255.255.255"));
    const auto steps = steps_of(
        "  - raw-peer:\n  - segment: {send: SYN}\n"
        "  - segment: {send: again}\n");
    EXPECT_TRUE(std::get<SegmentStep>(steps.at(2).action).send->again);
}

TEST(RawSegments, HoldBoundsOfNumbersAndSizes) {
    const SegmentShape wanted = shape(
        "{seq: {at-least: 1001, at-most: 2000}, ack: {at-least: -5}, size: {at-most: 536}, "
        "psh: false}");
    EXPECT_EQ(wanted.seq, (SeqBounds{1001, 2000}));
    EXPECT_EQ(wanted.ack, (SeqBounds{-5, INT64_MAX}));
    EXPECT_EQ(wanted.size, (Bounds{0, 536}));
    EXPECT_EQ(wanted.psh, false);
    EXPECT_EQ(shape("{ack: {at-most: 0}}").ack, (SeqBounds{INT64_MIN, 0}));
    EXPECT_FALSE(shape("ACK").psh || shape("ACK").size);
}

TEST(RawSegments, HoldWhenASegmentIsToCome) {
    EXPECT_EQ(shape("{within: 499ms}").within, milliseconds(499));
    EXPECT_TRUE(shape("{again: true, pause: growing}").pause->growing);
    const Pause pause = *shape("{again: true, pause: {at-least: 50ms}}").pause;
    EXPECT_FALSE(pause.growing);
    EXPECT_EQ(pause.at_least, milliseconds(50));
    EXPECT_FALSE(shape("ACK").pause || shape("ACK").within);
}

TEST(RawSegments, MayBeAbsentWhereThatIsLegal) {
    EXPECT_EQ(segment("{expect: FIN+ACK, else: \"skip: it need not\"}").else_skip, "it need not");
    EXPECT_EQ(segment("{expect: FIN+ACK}").else_skip, "");
}

TEST(RawSegments, AreCountedByTheirShape) {
    const SegmentStep none = segment("{count: {length: {at-least: 101}}, is: 0}");
    EXPECT_FALSE(none.expect || none.send || none.every);
    EXPECT_EQ(none.count->shape.length, (Bounds{101, UINT64_MAX}));
    EXPECT_EQ(none.count->is, (Bounds{0, 0}));
    const SegmentStep few = segment("{count: ACK, is: {at-least: 1, at-most: 9}}");
    EXPECT_EQ(few.count->shape.flags, wire::Flags{.ack = true});
    EXPECT_EQ(few.count->is, (Bounds{1, 9}));
}

TEST(RawSegments, FollowRulesAltogether) {
    const std::vector<std::pair<std::string, EverySegment>> rules{
        {"right-checksums", EverySegment::right_checksums},
        {"zero-reserved-bits", EverySegment::zero_reserved_bits},
        {"sound-options", EverySegment::sound_options},
        {"one-address", EverySegment::one_address},
        {"one-dscp", EverySegment::one_dscp},
        {"kept-window", EverySegment::kept_window},
        {"large-window-steps", EverySegment::large_window_steps}};
    for (const auto& [word, rule] : rules)
        EXPECT_EQ(segment("{every: " + word + "}").every, rule) << word;
}

TEST(RawSegments, TakeParametersOfTheMatrix) {
    const Case loaded = tests::load_case(
        "matrix: {many: [0, 9], sent: [RST, again], rule: [kept-window]}\n"
        "steps:\n  - raw-peer:\n  - segment: {send: SYN}\n  - segment: {send: $sent}\n"
        "  - segment: {count: ACK, is: $many}\n  - segment: {every: $rule}\n");
    const auto& last = loaded.variants.back().steps;
    EXPECT_EQ(last.at(2).text, "send the last segment again on client");
    EXPECT_EQ(std::get<SegmentStep>(last.at(3).action).count->is, (Bounds{9, 9}));
    EXPECT_EQ(std::get<SegmentStep>(last.at(4).action).every, EverySegment::kept_window);
}

TEST(RawPeers, MayAskElsewhere) {
    EXPECT_EQ(peer("to: 127.0.0.3").to, base::parse_address("127.0.0.3"));
    EXPECT_EQ(peer("to: 127.0.0.3").asked, Asked::usual);
    EXPECT_EQ(peer("to: closed-port").asked, Asked::closed_port);
    EXPECT_EQ(peer("to: other-address").asked, Asked::other_address);
    EXPECT_FALSE(peer("to: closed-port").to);
    EXPECT_EQ(peer("as: a").asked, Asked::usual);
    EXPECT_FALSE(peer("as: a").to);
}

TEST(RawPeers, ConnectAgainFromTheSamePort) {
    EXPECT_EQ(steps_of("  - raw-peer: {port: 40000}\n  - handshake:\n"
                       "  - segment: {send: RST}\n  - segment: {every: one-address}\n"
                       "  - raw-peer: {port: 40000}\n  - handshake:\n")
                  .size(),
              6U);
}

TEST(InitialNumbers, AreOfAGroupOrOfALoop) {
    const auto group = steps_of(
        "  - raw-peer: {as: a, count: 20}\n  - handshake: a\n"
        "  - initial-numbers: {on: a, are: spread}\n");
    EXPECT_EQ(std::get<InitialNumbers>(group.at(2).action).are, NumbersAre::spread);
    EXPECT_EQ(std::get<InitialNumbers>(group.at(2).action).on, "a");
    const auto loop = steps_of(
        "  - repeat:\n      times: 3\n      steps:\n"
        "        - raw-peer:\n        - segment: {send: SYN}\n"
        "  - initial-numbers: {are: rising}\n");
    EXPECT_EQ(std::get<InitialNumbers>(loop.at(1).action).are, NumbersAre::rising);
    EXPECT_EQ(std::get<InitialNumbers>(loop.at(1).action).on, "client");
}

}  // namespace
}  // namespace echospec::casefile
