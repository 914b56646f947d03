// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/peer/raw_bench.hpp"

// What the raw peer's TCP makes of the target's segments.

namespace echospec::tests {
namespace {

using wire::Checksum;
using wire::Flags;
using wire::State;

constexpr Flags kSynAck{.syn = true, .ack = true};
constexpr Flags kAck{.ack = true};
constexpr Flags kFinAck{.ack = true, .fin = true};

TEST(RawReceiving, TakesTextInOrderAndAcknowledgesItAtOnce) {
    RawBench bench;
    bench.shake_hands();
    EXPECT_EQ(bench.takes({.seq = 1, .text = "hello"}), Texts{"ACK 1 6"});
    EXPECT_EQ(bench.takes({.seq = 6, .text = " world"}), Texts{"ACK 1 12"});
    EXPECT_EQ(bench.tcp.received(), "hello world");
    EXPECT_EQ(bench.tcp.all_taken(), bench.tcp.target_number(12));
}

TEST(RawReceiving, TakesTextOutOfOrder) {
    RawBench bench;
    bench.shake_hands();
    EXPECT_EQ(bench.takes({.seq = 6, .text = " world"}), Texts{"ACK 1 1"});
    EXPECT_EQ(bench.tcp.received(), "");
    EXPECT_EQ(bench.takes({.seq = 1, .text = "hello"}), Texts{"ACK 1 12"});
    EXPECT_EQ(bench.tcp.received(), "hello world");
}

TEST(RawReceiving, TakesEachOctetOfWhatOverlapsOnce) {
    RawBench bench;
    bench.shake_hands();
    bench.takes({.seq = 1, .text = "hell"});
    EXPECT_EQ(bench.takes({.seq = 3, .text = "llo wo"}), Texts{"ACK 1 9"});
    EXPECT_EQ(bench.takes({.seq = 1, .text = "hello"}), Texts{"ACK 1 9"});
    EXPECT_EQ(bench.takes({.seq = 10, .text = "ld"}), Texts{"ACK 1 9"});
    EXPECT_EQ(bench.takes({.seq = 8, .text = "orl"}), Texts{"ACK 1 12"});
    EXPECT_EQ(bench.tcp.received(), "hello world");
}

TEST(RawReceiving, KeepsTheLongerOfTwoThatWaitForTheSameGap) {
    RawBench bench;
    bench.shake_hands();
    bench.takes({.seq = 3, .text = "c"});
    bench.takes({.seq = 3, .text = "cde"});
    bench.takes({.seq = 3, .text = "cd"});
    EXPECT_EQ(bench.takes({.seq = 1, .text = "ab"}), Texts{"ACK 1 6"});
    EXPECT_EQ(bench.tcp.received(), "abcde");
}

TEST(RawReceiving, TakesTheFinBehindAllText) {
    RawBench bench;
    bench.shake_hands();
    EXPECT_EQ(bench.takes({.flags = kFinAck, .seq = 6, .text = " world"}), Texts{"ACK 1 1"});
    EXPECT_FALSE(bench.tcp.has_fin());
    EXPECT_EQ(bench.takes({.seq = 1, .text = "hello"}), Texts{"ACK 1 13"});
    EXPECT_TRUE(bench.tcp.has_fin());
    EXPECT_EQ(bench.tcp.received(), "hello world");
    EXPECT_EQ(bench.takes({.seq = 13, .text = "beyond"}), Texts{"ACK 1 13"});
    EXPECT_EQ(bench.tcp.received(), "hello world");
}

TEST(RawReceiving, TakesTextThatCameWithTheSyn) {
    RawBench bench;
    bench.tcp.open();
    EXPECT_EQ(bench.takes({.flags = kSynAck, .seq = 0, .text = "hi"}), Texts{"ACK 1 3"});
    EXPECT_EQ(bench.tcp.received(), "hi");
}

TEST(RawReceiving, AnswersNoAcknowledgmentThatAsksNothing) {
    RawBench bench;
    bench.shake_hands();
    EXPECT_EQ(bench.takes({}), Texts{});
    EXPECT_EQ(bench.takes({.seq = 0}), Texts{"ACK 1 1"});     // a keep-alive probe
    EXPECT_EQ(bench.takes({.seq = 1000}), Texts{"ACK 1 1"});  // what came before it is missing
}

TEST(RawReceiving, HoldsAcknowledgmentsBack) {
    RawBench bench;
    bench.shake_hands();
    bench.takes({.seq = 1, .text = "ab"});
    bench.tcp.hold_acks();
    EXPECT_EQ(bench.takes({.seq = 3, .text = "cd"}), Texts{});
    EXPECT_EQ(bench.tcp.received(), "abcd");
    // What leaves meanwhile says what was said last.
    EXPECT_EQ(bench.texts(bench.tcp.send("x", {})), Texts{"ACK,PSH 1 3 x"});
    EXPECT_EQ(bench.texts({bench.tcp.draft(kAck)}), Texts{"ACK 2 3"});
    EXPECT_EQ(bench.texts(bench.tcp.release_acks()), Texts{"ACK 2 5"});
    EXPECT_EQ(bench.takes({.seq = 5, .text = "e"}), Texts{"ACK 2 6"});
}

TEST(RawReceiving, HoldsBackNoMoreThanWhatTheCaseHasToldMeanwhile) {
    RawBench bench;
    bench.shake_hands();
    bench.tcp.hold_acks();
    bench.takes({.seq = 1, .text = "abcd"});
    wire::SegmentDraft part = bench.tcp.draft(kAck);
    part.ack = bench.tcp.target_number(3);
    bench.tcp.note_written(part, false);
    EXPECT_EQ(bench.texts({bench.tcp.draft(kAck)}), Texts{"ACK 1 3"});
    part.ack = bench.tcp.target_number(1000);  // of what never came
    bench.tcp.note_written(part, false);
    EXPECT_EQ(bench.texts({bench.tcp.draft(kAck)}), Texts{"ACK 1 3"});
}

TEST(RawReceiving, ShakesHandsThoughAcknowledgmentsAreHeld) {
    RawBench bench;
    bench.tcp.hold_acks();
    bench.tcp.open();
    EXPECT_EQ(bench.takes({.flags = kSynAck, .seq = 0}), Texts{"ACK 1 1"});
    EXPECT_EQ(bench.tcp.state(), State::established);
    EXPECT_EQ(bench.takes({.text = "a"}), Texts{});
    EXPECT_EQ(bench.texts(bench.tcp.release_acks()), Texts{"ACK 1 2"});
}

TEST(RawReceiving, MarksRepetitions) {
    RawBench bench;
    bench.tcp.open();
    std::vector<bool> again;
    for (const Said& said : {
             Said{.flags = kSynAck, .seq = 0},
             Said{.flags = kSynAck, .seq = 0},
             Said{.seq = 1, .text = "ab"},
             Said{.seq = 1, .text = "ab"},
             Said{.seq = 2, .text = "b"},
             Said{.seq = 2, .text = "bc"},  // brings something new
             Said{.flags = kFinAck, .seq = 4},
             Said{.flags = kFinAck, .seq = 4},
         }) {
        bench.takes(said);
        again.push_back(bench.last().again);
    }
    EXPECT_EQ(again, (std::vector<bool>{false, true, false, true, true, false, false, true}));
}

TEST(RawReceiving, MarksProbesAndNotWindowUpdates) {
    RawBench bench;
    bench.shake_hands();
    bench.takes({.seq = 1, .text = "ab"});
    bench.takes({.seq = 3, .window = 0});
    EXPECT_FALSE(bench.last().again);
    bench.takes({.seq = 3, .window = 1000});
    EXPECT_FALSE(bench.last().again);
    bench.takes({.seq = 2});
    EXPECT_TRUE(bench.last().again);
    bench.takes({.flags = {.rst = true}, .seq = 2});
    EXPECT_FALSE(bench.last().again);
}

TEST(RawReceiving, LooksAtWhatIsDamagedAndDoesNotTakeIt) {
    for (const Checksum damage : {Checksum::wrong, Checksum::unfilled}) {
        RawBench bench;
        bench.shake_hands();
        bench.tcp.send("x", {});
        EXPECT_EQ(bench.takes({.ack = 2, .text = "hello", .checksum = damage}), Texts{});
        EXPECT_EQ(bench.last().payload, "hello");
        EXPECT_EQ(bench.last().seq, 1);
        EXPECT_EQ(bench.tcp.received(), "");
        EXPECT_TRUE(bench.tcp.awaits_ack());
        bench.takes({.flags = {.rst = true}, .seq = 1, .checksum = damage});
        EXPECT_FALSE(bench.tcp.is_reset());
        bench.takes({.text = "hello"});
        EXPECT_FALSE(bench.last().again);  // the sound one is new
        EXPECT_EQ(bench.tcp.received(), "hello");
    }
}

TEST(RawReceiving, TakesNoSynThatIsDamaged) {
    RawBench bench;
    bench.tcp.open();
    EXPECT_EQ(bench.takes({.flags = kSynAck, .seq = 0, .checksum = Checksum::wrong}), Texts{});
    EXPECT_FALSE(bench.tcp.target_initial());
    EXPECT_EQ(bench.takes({.flags = kSynAck, .seq = 0}), Texts{"ACK 1 1"});
    EXPECT_FALSE(bench.last().again);
}

TEST(RawReceiving, KeepsWhenASegmentCame) {
    RawBench bench;
    wire::Segment segment;
    segment.flags.syn = true;
    bench.tcp.take(segment, "", base::Duration(7));
    EXPECT_EQ(bench.last().since_sent, base::Duration(7));
    EXPECT_EQ(bench.last().segment, segment);
}

// Numbers are as they stand there until a SYN says where they begin.
TEST(RawReceiving, LooksAtSegmentsWithoutAConnection) {
    RawBench bench;
    EXPECT_EQ(bench.takes({.seq = 5, .text = "stray"}), Texts{});
    EXPECT_EQ(bench.last().seq, 0xABCD0005);
    EXPECT_FALSE(bench.last().again);
    EXPECT_EQ(bench.tcp.received(), "");
}

}  // namespace
}  // namespace echospec::tests
