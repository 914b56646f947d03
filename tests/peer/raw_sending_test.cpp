// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/peer/raw_bench.hpp"

// What the raw peer's TCP sends, by itself and by the case's hand, and the states that follow.

namespace echospec::tests {
namespace {

using wire::Flags;
using wire::State;

constexpr Flags kSynAck{.syn = true, .ack = true};
constexpr Flags kAck{.ack = true};
constexpr Flags kFinAck{.ack = true, .fin = true};

Said acceptance(std::optional<uint16_t> mss, uint16_t window) {
    return {.flags = kSynAck, .seq = 0, .window = window, .mss = mss};
}

// The lengths of the segments in which so many octets leave.
std::vector<size_t> cut(RawBench& bench, size_t octets, std::optional<uint64_t> pieces = {}) {
    std::vector<size_t> sizes;
    for (const auto& draft : bench.tcp.send(std::string(octets, 'x'), pieces))
        sizes.push_back(draft.payload.size());
    return sizes;
}

using Sizes = std::vector<size_t>;

TEST(RawSending, KeepsToTheWindow) {
    RawBench bench;
    bench.shake_hands(acceptance({}, 3));
    EXPECT_EQ(bench.texts(bench.tcp.send("abcdefgh", {})), Texts{"ACK 1 1 abc"});
    EXPECT_EQ(bench.tcp.queued(), 5U);
    EXPECT_EQ(bench.takes({.ack = 4, .window = 0}), Texts{});
    EXPECT_FALSE(bench.tcp.awaits_ack());
    EXPECT_EQ(bench.takes({.ack = 4, .window = 2}), Texts{"ACK 4 1 de"});
    EXPECT_EQ(bench.takes({.ack = 6, .window = 3}), Texts{"ACK,PSH 6 1 fgh"});
    EXPECT_EQ(bench.tcp.queued(), 0U);
}

TEST(RawSending, TakesNoWindowFromAnOldAcknowledgmentOrOneOfTheUnsent) {
    RawBench bench;
    bench.shake_hands(acceptance({}, 3));
    bench.tcp.send("abcdef", {});
    bench.takes({.ack = 4, .window = 0});
    EXPECT_EQ(bench.takes({.ack = 3, .window = 1000}), Texts{});
    EXPECT_EQ(bench.takes({.ack = 5, .window = 1000}), Texts{});
    EXPECT_EQ(bench.tcp.queued(), 3U);
}

TEST(RawSending, KeepsToTheMss) {
    RawBench bench;
    bench.shake_hands(acceptance(100, 30000));
    EXPECT_EQ(cut(bench, 250), (Sizes{100, 100, 50}));
}

// RFC 9293 §3.7.1: 536 over IPv4, 1220 over IPv6.
TEST(RawSending, TakesTheUsualMssOfATargetThatOffersNone) {
    RawBench four;
    four.shake_hands(acceptance({}, 30000));
    EXPECT_EQ(cut(four, 1000), (Sizes{536, 464}));
    auto offer = RawBench::usual_offer();
    offer.usual_mss = 1220;
    RawBench six(offer);
    six.shake_hands(acceptance({}, 30000));
    EXPECT_EQ(cut(six, 2000), (Sizes{1220, 780}));
}

TEST(RawSending, NeverGoesBeyondTheLinkNorBelowAnOctet) {
    RawBench wide;
    wide.shake_hands(acceptance(65535, 30000));
    EXPECT_EQ(cut(wide, 1461), (Sizes{1460, 1}));
    RawBench none;
    none.shake_hands(acceptance(0, 30000));
    EXPECT_EQ(cut(none, 2), (Sizes{1, 1}));
}

TEST(RawSending, CutsIntoPiecesWhereTheCaseSaysSo) {
    RawBench bench;
    bench.shake_hands(acceptance(4, 30000));
    EXPECT_EQ(bench.texts(bench.tcp.send("abc", 1)),
              (Texts{"ACK 1 1 a", "ACK 2 1 b", "ACK,PSH 3 1 c"}));
    EXPECT_EQ(cut(bench, 6, 5), (Sizes{4, 2}));
    EXPECT_EQ(cut(bench, 6), (Sizes{4, 2}));
}

TEST(RawSending, OffersItsMssAndItsWindow) {
    RawBench bench;
    const auto syn = bench.tcp.open().front();
    EXPECT_EQ(syn.options, wire::mss_option(1460));
    EXPECT_EQ(syn.window, 30000);
    auto offer = RawBench::usual_offer();
    offer.mss.reset();
    RawBench silent(offer);
    EXPECT_EQ(silent.tcp.open().front().options, "");
    bench.takes({.flags = kSynAck, .seq = 0});
    const auto closed = bench.tcp.offer_window(0);
    ASSERT_EQ(bench.texts(closed), Texts{"ACK 1 1"});
    EXPECT_EQ(closed.front().window, 0);
    EXPECT_EQ(closed.front().options, "");
    EXPECT_EQ(bench.tcp.send("a", {}).front().window, 0);
}

TEST(RawSending, PutsTheFinBehindWhatIsQueued) {
    RawBench bench;
    bench.shake_hands(acceptance({}, 2));
    bench.tcp.send("abc", {});
    EXPECT_EQ(bench.texts(bench.tcp.finish()), Texts{});
    EXPECT_EQ(bench.tcp.state(), State::established);
    EXPECT_EQ(bench.takes({.ack = 3, .window = 1000}), (Texts{"ACK,PSH 3 1 c", "FIN,ACK 4 1"}));
    EXPECT_EQ(bench.tcp.state(), State::fin_wait_1);
    EXPECT_EQ(bench.texts(bench.tcp.finish()), Texts{});
}

// The FIN has a number, too.
TEST(RawSending, KeepsTheFinWithinTheWindow) {
    RawBench bench;
    bench.shake_hands(acceptance({}, 1));
    bench.tcp.send("a", {});
    EXPECT_EQ(bench.texts(bench.tcp.finish()), Texts{});
    EXPECT_EQ(bench.takes({.ack = 2, .window = 0}), Texts{});
    EXPECT_EQ(bench.takes({.ack = 2, .window = 1}), Texts{"FIN,ACK 2 1"});
}

TEST(RawSending, SendsAgainTheFirstThatIsNotAcknowledged) {
    RawBench bench;
    bench.tcp.open();
    EXPECT_EQ(bench.texts(bench.tcp.resend()), Texts{"SYN 0"});
    bench.takes(acceptance(2, 30000));
    EXPECT_EQ(bench.texts(bench.tcp.resend()), Texts{});
    bench.tcp.send("abcd", {});
    bench.tcp.finish();
    EXPECT_TRUE(bench.tcp.awaits_ack());
    EXPECT_EQ(bench.texts(bench.tcp.resend()), Texts{"ACK 1 1 ab"});
    bench.takes({.ack = 3});
    EXPECT_EQ(bench.texts(bench.tcp.resend()), Texts{"ACK 3 1 cd"});
    bench.takes({.ack = 5});
    EXPECT_EQ(bench.texts(bench.tcp.resend()), Texts{"FIN,ACK 5 1"});
    bench.takes({.ack = 6});
    EXPECT_EQ(bench.texts(bench.tcp.resend()), Texts{});
    EXPECT_FALSE(bench.tcp.awaits_ack());
}

TEST(RawSending, SendsNothingAgainOnceItHasVanished) {
    RawBench bench;
    bench.shake_hands();
    bench.tcp.send("abc", {});
    bench.tcp.vanish();
    EXPECT_FALSE(bench.tcp.awaits_ack());
    EXPECT_EQ(bench.takes({.ack = 4, .text = "abc"}), Texts{});
    EXPECT_EQ(bench.tcp.received(), "");
    EXPECT_EQ(bench.tcp.arrivals().size(), 2U);  // it is still looked at
    EXPECT_EQ(bench.texts(bench.tcp.finish()), Texts{});
}

TEST(RawByHand, ANumberThatTheCaseChoseCountsOnceItIsAcknowledged) {
    RawBench bench;
    bench.shake_hands();
    bench.writes_at(1, kAck, "abc");
    EXPECT_EQ(bench.texts(bench.tcp.send("d", {})), Texts{"ACK,PSH 1 1 d"});
    RawBench acknowledged;
    acknowledged.shake_hands();
    acknowledged.writes_at(1, kAck, "abc");
    acknowledged.takes({.ack = 4});
    EXPECT_EQ(acknowledged.texts(acknowledged.tcp.send("d", {})), Texts{"ACK,PSH 4 1 d"});
}

TEST(RawByHand, WhatIsAheadCountsOnceTheGapIsFilled) {
    RawBench bench;
    bench.shake_hands();
    bench.writes_at(4, kAck, "def");
    bench.takes({.ack = 1});
    bench.writes_at(1, kAck, "abc");
    bench.takes({.ack = 7});
    EXPECT_EQ(bench.texts(bench.tcp.send("g", {})), Texts{"ACK,PSH 7 1 g"});
}

TEST(RawByHand, TheNextNumberCountsAtOnce) {
    RawBench bench;
    bench.shake_hands();
    bench.writes(kAck, "abc");
    EXPECT_EQ(bench.texts(bench.tcp.send("d", {})), Texts{"ACK,PSH 4 1 d"});
    EXPECT_EQ(bench.texts(bench.tcp.resend()), Texts{"ACK 4 1 d"});  // the case's is its own affair
}

// Of a FIN that nobody may take, none has been sent.
TEST(RawByHand, AFinThatIsNotAcknowledgedLeavesTheConnectionOpen) {
    RawBench bench;
    bench.shake_hands();
    bench.writes_at(100000, kFinAck);
    bench.takes({});
    EXPECT_EQ(bench.tcp.state(), State::established);
    EXPECT_EQ(bench.texts(bench.tcp.finish()), Texts{"FIN,ACK 1 1"});
    EXPECT_EQ(bench.texts(bench.tcp.resend()), Texts{"FIN,ACK 1 1"});
    bench.takes({.ack = 2});
    EXPECT_EQ(bench.tcp.state(), State::fin_wait_2);
}

TEST(RawByHand, AFinCountsOnceItIsAcknowledged) {
    RawBench bench;
    bench.shake_hands();
    bench.writes_at(3, kFinAck, "c");
    bench.takes({});
    bench.writes_at(1, kAck, "ab");
    bench.takes({.ack = 5});
    EXPECT_EQ(bench.tcp.state(), State::fin_wait_2);
    EXPECT_EQ(bench.texts(bench.tcp.finish()), Texts{});
    EXPECT_FALSE(bench.tcp.awaits_ack());
}

TEST(RawByHand, TheNumberOfAFinThatWasNotTakenIsFreeForOthers) {
    RawBench bench;
    bench.shake_hands();
    bench.writes_at(1, kFinAck);  // say, with a wrong checksum
    bench.tcp.send("abc", {});
    bench.takes({.ack = 4});
    bench.writes_at(2, kFinAck);  // an old one
    bench.takes({.ack = 4});
    EXPECT_EQ(bench.tcp.state(), State::established);
    EXPECT_EQ(bench.texts(bench.tcp.finish()), Texts{"FIN,ACK 4 1"});
}

TEST(RawState, PassesThroughTheActiveClose) {
    RawBench bench;
    bench.shake_hands();
    bench.tcp.finish();
    EXPECT_EQ(bench.tcp.state(), State::fin_wait_1);
    bench.takes({.ack = 2});
    EXPECT_EQ(bench.tcp.state(), State::fin_wait_2);
    EXPECT_EQ(bench.takes({.flags = kFinAck, .ack = 2}), Texts{"ACK 2 2"});
    EXPECT_EQ(bench.tcp.state(), State::time_wait);
}

TEST(RawState, PassesThroughThePassiveClose) {
    RawBench bench;
    bench.shake_hands();
    EXPECT_EQ(bench.takes({.flags = kFinAck}), Texts{"ACK 1 2"});
    EXPECT_EQ(bench.tcp.state(), State::close_wait);
    EXPECT_EQ(bench.texts(bench.tcp.finish()), Texts{"FIN,ACK 1 2"});
    EXPECT_EQ(bench.tcp.state(), State::last_ack);
    bench.takes({.seq = 2, .ack = 2});
    EXPECT_EQ(bench.tcp.state(), State::time_wait);
}

TEST(RawState, PassesThroughTheSimultaneousClose) {
    RawBench bench;
    bench.shake_hands();
    bench.tcp.finish();
    EXPECT_EQ(bench.takes({.flags = kFinAck}), Texts{"ACK 2 2"});
    EXPECT_EQ(bench.tcp.state(), State::closing);
    bench.takes({.seq = 2, .ack = 2});
    EXPECT_EQ(bench.tcp.state(), State::time_wait);
}

}  // namespace
}  // namespace echospec::tests
