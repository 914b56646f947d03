// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/support/sources.hpp"

// The words by which a case asks for states and for what the wire shows.

namespace echospec::casefile {
namespace {

using wire::Close;
using wire::State;

Variant variant_of(const std::string& rest) {
    return tests::load_case(rest).variants.at(0);
}

TEST(StatesStep, TakesAStateOrSeveralAndQueues) {
    const Variant variant = variant_of(
        "steps:\n"
        "  - connect: a\n"
        "  - state: {on: a, tester: FIN-WAIT-2, target: [CLOSE-WAIT, LAST-ACK]}\n"
        "  - state: {on: a, target: {state: CLOSE-WAIT, unread: 5, unconfirmed: 0}}\n");
    const auto& both = std::get<States>(variant.steps[1].action);
    EXPECT_EQ(both.on, "a");
    EXPECT_EQ(both.tester.states, std::vector{State::fin_wait_2});
    EXPECT_EQ(both.target.states, (std::vector{State::close_wait, State::last_ack}));
    EXPECT_EQ(variant.steps[1].text,
              "state of a: tester FIN-WAIT-2, target CLOSE-WAIT or LAST-ACK");
    const auto& queues = std::get<States>(variant.steps[2].action);
    EXPECT_TRUE(queues.tester.states.empty());
    EXPECT_EQ(queues.target.unread, 5U);
    EXPECT_EQ(queues.target.unconfirmed, 0U);
    EXPECT_EQ(variant.steps[2].text,
              "state of a: target CLOSE-WAIT, 5 octets unread, 0 octets unconfirmed");
}

TEST(AfterWire, TakesOneConnectionOrAList) {
    const Variant one = variant_of(
        "steps:\n  - connect:\n"
        "after:\n  wire: {handshake: three-way, close: orderly, first-fin: tester,\n"
        "         half-close-octets: 4KiB, reset: none}\n");
    ASSERT_EQ(one.after.wire.size(), 1U);
    const WireWanted& wanted = one.after.wire[0];
    EXPECT_EQ(wanted.on, "client");
    EXPECT_EQ(wanted.handshake, wire::Handshake::three_way);
    EXPECT_EQ(wanted.close,
              (std::vector{Close::four_way, Close::three_segments, Close::simultaneous}));
    EXPECT_EQ(wanted.first_fin, End::tester);
    EXPECT_EQ(wanted.half_close_octets, 4096U);
    EXPECT_EQ(wanted.reset, ResetBy::nobody);
    const Variant two = variant_of(
        "steps:\n  - connect: a\n  - connect: b\n"
        "after:\n  wire:\n    - {on: a, close: aborted}\n    - {on: b, close: open}\n");
    ASSERT_EQ(two.after.wire.size(), 2U);
    EXPECT_EQ(two.after.wire[1].on, "b");
    EXPECT_EQ(two.after.wire[1].close, std::vector{Close::open});
}

TEST(ConnectStep, MayHaveToBeRefused) {
    const Variant variant =
        variant_of("steps:\n  - connect: {as: late, answer: refused}\n  - connect: {as: late}\n");
    EXPECT_EQ(std::get<Connect>(variant.steps[0].action).answer, Answer::refused);
    EXPECT_EQ(variant.steps[0].text, "connect late, to be refused");
    EXPECT_EQ(std::get<Connect>(variant.steps[1].action).answer, Answer::accepted);
}

TEST(Start, MayDelayAcknowledgments) {
    EXPECT_FALSE(variant_of("steps:\n  - connect:\n").start.delayed_acks);
    EXPECT_TRUE(variant_of("start: {acks: delayed}\nsteps:\n  - connect:\n").start.delayed_acks);
}

}  // namespace
}  // namespace echospec::casefile
