// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/peer/raw_bench.hpp"

// How a connection of the raw peer's TCP begins, and how RST ends it.

namespace echospec::tests {
namespace {

using wire::Flags;
using wire::State;

constexpr Flags kSyn{.syn = true};
constexpr Flags kSynAck{.syn = true, .ack = true};
constexpr Flags kAck{.ack = true};
constexpr Flags kFinAck{.ack = true, .fin = true};
constexpr Flags kRst{.rst = true};
constexpr Flags kRstAck{.ack = true, .rst = true};

TEST(RawOpening, IsActiveWhereItBegins) {
    RawBench bench;
    EXPECT_EQ(bench.tcp.state(), State::closed);
    EXPECT_EQ(bench.texts(bench.tcp.open()), Texts{"SYN 0"});
    EXPECT_EQ(bench.tcp.state(), State::syn_sent);
    EXPECT_TRUE(bench.tcp.awaits_ack());
    EXPECT_EQ(bench.takes({.flags = kSynAck, .seq = 0}), Texts{"ACK 1 1"});
    EXPECT_EQ(bench.tcp.state(), State::established);
    EXPECT_TRUE(bench.tcp.is_established());
    EXPECT_FALSE(bench.tcp.awaits_ack());
    EXPECT_EQ(bench.tcp.target_initial(), bench.target_initial);
}

TEST(RawOpening, IsPassiveWhereItAnswers) {
    RawBench bench;
    EXPECT_EQ(bench.texts(bench.tcp.answer()), Texts{});
    EXPECT_EQ(bench.tcp.state(), State::listen);
    EXPECT_FALSE(bench.tcp.awaits_ack());
    EXPECT_EQ(bench.takes({.flags = kSyn, .seq = 0}), Texts{"SYN,ACK 0 1"});
    EXPECT_EQ(bench.tcp.state(), State::syn_received);
    EXPECT_TRUE(bench.tcp.awaits_ack());
    EXPECT_EQ(bench.takes({}), Texts{});
    EXPECT_EQ(bench.tcp.state(), State::established);
}

TEST(RawOpening, AnswersASynThatCameBefore) {
    RawBench bench;
    EXPECT_EQ(bench.takes({.flags = kSyn, .seq = 0}), Texts{});
    EXPECT_EQ(bench.texts(bench.tcp.answer()), Texts{"SYN,ACK 0 1"});
    EXPECT_EQ(bench.texts(bench.tcp.answer()), Texts{});
    EXPECT_EQ(bench.tcp.state(), State::syn_received);
}

// RFC 9293 §3.5, figure 7; and a target that goes on with ACK alone.
TEST(RawOpening, MayBeSimultaneous) {
    for (const Said& second : {Said{.flags = kSynAck, .seq = 0}, Said{}}) {
        RawBench bench;
        bench.tcp.open();
        EXPECT_EQ(bench.takes({.flags = kSyn, .seq = 0}), Texts{"SYN,ACK 0 1"});
        EXPECT_EQ(bench.tcp.state(), State::syn_received);
        bench.takes(second);
        EXPECT_EQ(bench.tcp.state(), State::established);
        EXPECT_EQ(bench.texts(bench.tcp.send("a", {})), Texts{"ACK,PSH 1 1 a"});
    }
}

TEST(RawOpening, AcknowledgesARepeatedSynOnceMore) {
    RawBench bench;
    bench.shake_hands();
    EXPECT_EQ(bench.takes({.flags = kSynAck, .seq = 0}), Texts{"ACK 1 1"});
    RawBench passive;
    passive.tcp.answer();
    passive.takes({.flags = kSyn, .seq = 0});
    passive.takes({.flags = kSyn, .seq = 0});
    EXPECT_EQ(passive.texts(passive.tcp.resend()), Texts{"SYN,ACK 0 1"});
}

TEST(RawOpening, DoesNothingByItselfWhileTheCaseShakesHands) {
    RawBench bench;
    bench.writes(kSyn);
    EXPECT_EQ(bench.tcp.state(), State::syn_sent);
    EXPECT_FALSE(bench.tcp.awaits_ack());
    EXPECT_EQ(bench.takes({.flags = kSynAck, .seq = 0}), Texts{});
    EXPECT_EQ(bench.tcp.state(), State::syn_received);
    EXPECT_EQ(bench.takes({.flags = kSynAck, .seq = 0}), Texts{});
    EXPECT_EQ(bench.takes({.text = "hello"}), Texts{});
    EXPECT_EQ(bench.texts(bench.tcp.offer_window(0)), Texts{});
    EXPECT_EQ(bench.texts(bench.tcp.release_acks()), Texts{});
    bench.writes(kAck);
    EXPECT_EQ(bench.tcp.state(), State::established);
    EXPECT_EQ(bench.takes({.seq = 6, .text = "!"}), Texts{"ACK 1 7"});
}

TEST(RawOpening, SendsWhatIsQueuedOnceTheCaseHasShakenHands) {
    RawBench bench;
    bench.writes(kSyn);
    EXPECT_EQ(bench.texts(bench.tcp.send("hello", {})), Texts{});
    EXPECT_EQ(bench.texts(bench.tcp.finish()), Texts{});
    bench.takes({.flags = kSynAck, .seq = 0});
    EXPECT_EQ(bench.texts(bench.tcp.go_on()), Texts{});
    bench.writes(kAck);
    EXPECT_EQ(bench.texts(bench.tcp.go_on()), (Texts{"ACK,PSH 1 1 hello", "FIN,ACK 6 1"}));
    EXPECT_EQ(bench.texts(bench.tcp.go_on()), Texts{});
}

TEST(RawOpening, CountsASynThatAcknowledgesNothingOfItsOwn) {
    RawBench bench;
    bench.tcp.open();
    bench.takes({.flags = kSynAck, .seq = 0, .ack = 77});
    EXPECT_EQ(bench.tcp.state(), State::syn_received);
    EXPECT_FALSE(bench.tcp.is_established());
}

TEST(RawOpening, IsRefusedByAResetThatAcknowledgesTheSyn) {
    RawBench bench;
    bench.tcp.open();
    bench.takes({.flags = kRstAck, .seq = 0, .ack = 2});
    bench.takes({.flags = kRstAck, .seq = 0, .ack = 0});
    bench.takes({.flags = kRst, .seq = 0});
    EXPECT_FALSE(bench.tcp.is_reset());
    bench.takes({.flags = kRstAck, .seq = 0, .ack = 1});
    EXPECT_TRUE(bench.tcp.is_reset());
    EXPECT_EQ(bench.tcp.state(), State::closed);
    EXPECT_FALSE(bench.tcp.awaits_ack());
    EXPECT_EQ(bench.takes({.flags = kSynAck, .seq = 0}), Texts{});
}

TEST(RawReset, EndsTheConnectionOnlyWhereItStandsExactly) {
    for (const int64_t wrong : {0, 2, 1000}) {
        RawBench bench;
        bench.shake_hands();
        bench.takes({.flags = kRst, .seq = wrong});
        EXPECT_FALSE(bench.tcp.is_reset()) << wrong;
    }
    RawBench bench;
    bench.shake_hands();
    bench.takes({.flags = kRst, .seq = 1});
    EXPECT_TRUE(bench.tcp.is_reset());
    EXPECT_EQ(bench.takes({.text = "late"}), Texts{});
    EXPECT_EQ(bench.tcp.received(), "");
}

// The target has sent more than was taken: a gap is before it.
TEST(RawReset, MayStandBehindWhatIsOutOfOrder) {
    RawBench bench;
    bench.shake_hands();
    bench.takes({.seq = 6, .text = "world"});
    bench.takes({.flags = kRst, .seq = 11});
    EXPECT_TRUE(bench.tcp.is_reset());
}

TEST(RawReset, OfTheTestersOwnEndsWhatIsAutomatic) {
    RawBench bench;
    bench.shake_hands();
    EXPECT_EQ(bench.texts(bench.tcp.abort()), Texts{"RST,ACK 1 1"});
    EXPECT_TRUE(bench.tcp.is_over());
    EXPECT_FALSE(bench.tcp.is_reset());
    EXPECT_EQ(bench.tcp.state(), State::closed);
    EXPECT_EQ(bench.takes({.text = "hello"}), Texts{});
    EXPECT_EQ(bench.texts(bench.tcp.send("hello", {})), Texts{});
    RawBench opening;
    opening.tcp.open();
    EXPECT_EQ(opening.texts(opening.tcp.abort()), Texts{"RST 1"});
}

TEST(RawReset, WithinTheHandshakeLetsAnotherSynBeginAnew) {
    RawBench bench;
    bench.takes({.flags = kSyn, .seq = 0});
    bench.writes_at(0, kRstAck);
    bench.takes({.flags = kSyn, .seq = 0});
    EXPECT_TRUE(bench.last().again);  // the old one, which was under way
    bench.target_initial = {0x55550000};
    bench.takes({.flags = kSyn, .seq = 0, .checksum = wire::Checksum::wrong});
    EXPECT_EQ(bench.tcp.target_initial(), wire::Sequence{0xABCD0000});
    bench.takes({.flags = kSyn, .seq = 0});
    EXPECT_EQ(bench.tcp.target_initial(), wire::Sequence{0x55550000});
    EXPECT_FALSE(bench.last().again);
    EXPECT_EQ(bench.last().seq, 0);
    EXPECT_EQ(bench.texts(bench.tcp.answer()), Texts{"SYN,ACK 0 1"});
}

// Each end counts from a number just before the wrap.
TEST(RawOpening, CountsBeyondTheWrapOfBothInitialNumbers) {
    auto offer = RawBench::usual_offer();
    offer.initial = {0xFFFFFFFE};
    RawBench bench(offer);
    bench.target_initial = {0xFFFFFFFF};
    bench.shake_hands();
    EXPECT_EQ(bench.texts(bench.tcp.send("abcd", {})), Texts{"ACK,PSH 1 1 abcd"});
    EXPECT_EQ(bench.tcp.own_number(5), wire::Sequence{3});
    EXPECT_EQ(bench.takes({.seq = 1, .ack = 5, .text = "efgh"}), Texts{"ACK 5 5"});
    EXPECT_FALSE(bench.tcp.awaits_ack());
    EXPECT_EQ(bench.last().seq, 1);
    EXPECT_EQ(bench.last().ack, 5);
    bench.tcp.finish();
    bench.takes({.flags = kFinAck, .seq = 5, .ack = 6});
    EXPECT_EQ(bench.tcp.received(), "efgh");
    EXPECT_EQ(bench.tcp.state(), State::time_wait);
}

}  // namespace
}  // namespace echospec::tests
