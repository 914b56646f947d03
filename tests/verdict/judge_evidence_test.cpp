// SPDX-License-Identifier: Apache-2.0
#include "verdict/judge_evidence.hpp"

#include <gtest/gtest.h>

#include "tests/wire/conversation_builder.hpp"

namespace echospec::verdict {
namespace {

using casefile::End;
using casefile::ResetBy;
using casefile::WireWanted;
using wire::Close;
using wire::Side;
using wire::State;
using wire::test::fold_one;
using enum Finality;
using Judged = Judgement::State;

const std::string kOpened(wire::test::kHandshake);
const std::string kFourWay =
    "c FIN,ACK 1 1\n"
    "s ACK 1 2\n"
    "s FIN,ACK 1 2\n"
    "c ACK 2 2\n";

casefile::States wanted(std::vector<State> tester, std::vector<State> target) {
    casefile::States states;
    states.tester.states = std::move(tester);
    states.target.states = std::move(target);
    return states;
}

TEST(JudgeStates, HoldsForAnyOfTheStatesAndShowsBoth) {
    const StatesView seen{.tester = {State::fin_wait_2, 0, 0}, .target = {State::close_wait, 5, 0}};
    const auto judgement =
        judge_states(wanted({State::fin_wait_2}, {State::close_wait, State::last_ack}), seen, open);
    EXPECT_EQ(judgement.state, Judged::holds);
    EXPECT_EQ(judgement.seen, "tester FIN-WAIT-2, target CLOSE-WAIT with 5 octets unread");
    EXPECT_EQ(judge_states(wanted({}, {State::close_wait}), seen, final).state, Judged::holds);
}

TEST(JudgeStates, WaitsWhileItMayStillComeAndThenSaysWhatIsThere) {
    const StatesView seen{.tester = {State::fin_wait_2, 0, 0},
                          .target = {State::established, 0, 3}};
    const auto asked = wanted({State::time_wait}, {State::closed});
    EXPECT_EQ(judge_states(asked, seen, open).state, Judged::pending);
    const auto judgement = judge_states(asked, seen, final);
    ASSERT_EQ(judgement.state, Judged::broken);
    EXPECT_EQ(judgement.finding.expected, "the tester's socket: TIME-WAIT, the target's: CLOSED");
    EXPECT_EQ(judgement.finding.observed,
              "tester FIN-WAIT-2, target ESTABLISHED with 3 octets unconfirmed");
}

TEST(JudgeStates, ComparesQueues) {
    casefile::States asked;
    asked.target.unread = 5;
    StatesView seen{.tester = {}, .target = {State::established, 5, 0}};
    EXPECT_EQ(judge_states(asked, seen, final).state, Judged::holds);
    seen.target.unread = 4;
    EXPECT_EQ(judge_states(asked, seen, final).state, Judged::broken);
    asked.target = {.states = {}, .unread = {}, .unconfirmed = 1};
    EXPECT_EQ(judge_states(asked, seen, final).state, Judged::broken);
}

WireWanted asked(void (*set)(WireWanted&)) {
    WireWanted wanted;
    set(wanted);
    return wanted;
}

std::string observed(const WireWanted& wanted, const std::string& lines, Side tester) {
    const auto finding = judge_wire(wanted, fold_one(lines), tester);
    return finding ? finding->expected + " | " + finding->observed : "";
}

TEST(JudgeWire, HoldsWhereEverythingAskedForIsThere) {
    const auto wanted = asked([](WireWanted& it) {
        it.handshake = wire::Handshake::three_way;
        it.close = {Close::three_segments, Close::four_way};
        it.first_fin = End::tester;
        it.reset = ResetBy::nobody;
    });
    EXPECT_EQ(observed(wanted, kOpened + kFourWay, Side::client), "");
    EXPECT_EQ(observed(wanted, kOpened + "c FIN,ACK 1 1\ns FIN,ACK 1 2\nc ACK 2 2\n", Side::client),
              "");
}

TEST(JudgeWire, NamesTheEndsBySideOfTheTester) {
    const auto wanted = asked([](WireWanted& it) { it.first_fin = End::tester; });
    EXPECT_EQ(observed(wanted, kOpened + kFourWay, Side::server),
              "the tester sends the first FIN | the target sent it");
    EXPECT_EQ(observed(wanted, kOpened, Side::client),
              "the tester sends the first FIN | nobody sent a FIN");
}

TEST(JudgeWire, TellsAnotherHandshakeCloseOrReset) {
    EXPECT_EQ(observed(asked([](WireWanted& it) { it.handshake = wire::Handshake::three_way; }),
                       "c SYN 0\ns RST,ACK 0 1\n", Side::client),
              "handshake: three-way | the SYN was answered by RST");
    EXPECT_EQ(observed(asked([](WireWanted& it) { it.close = {Close::four_way}; }), kOpened,
                       Side::client),
              "close: four-way | still open when the capture ends");
    const std::string aborted = kOpened + "s RST,ACK 1 1\n";
    EXPECT_EQ(
        observed(asked([](WireWanted& it) { it.reset = ResetBy::nobody; }), aborted, Side::client)
            .substr(0, 34),
        "no RST | reset by the target: the ");
    EXPECT_EQ(
        observed(asked([](WireWanted& it) { it.reset = ResetBy::target; }), aborted, Side::client),
        "");
    EXPECT_NE(
        observed(asked([](WireWanted& it) { it.reset = ResetBy::tester; }), aborted, Side::client),
        "");
}

TEST(JudgeWire, CountsWhatFlowsBetweenTheFins) {
    const auto wanted = asked([](WireWanted& it) { it.half_close_octets = 4; });
    const std::string late =
        "c FIN,ACK 1 1\n"
        "s ACK 1 2\n"
        "s ACK 1 2 len 4\n"
        "c ACK 2 5\n"
        "s FIN,ACK 5 2\n"
        "c ACK 2 6\n";
    EXPECT_EQ(observed(wanted, kOpened + late, Side::client), "");
    EXPECT_EQ(observed(wanted, kOpened + kFourWay, Side::client),
              "at least 4 octets between the ACK of the first FIN and the second FIN | 0 octets");
}

TEST(JudgeWire, NeverAcceptsAnIllegalSegmentOfTheTarget) {
    const std::string after_fin =
        kOpened + "s FIN,ACK 1 1\nc ACK 1 2\ns ACK 2 1 len 4\nc ACK 1 6\n";
    EXPECT_EQ(observed({}, after_fin, Side::server), "");
    const std::string told = observed({}, after_fin, Side::client);
    EXPECT_TRUE(
        told.starts_with("every segment of the target is legal | segment 6 (frame 6) of "
                         "the target: "))
        << told;
}

}  // namespace
}  // namespace echospec::verdict
