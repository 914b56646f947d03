// SPDX-License-Identifier: Apache-2.0
#include "wire/ladder.hpp"

#include <gtest/gtest.h>

#include "tests/wire/conversation_builder.hpp"

namespace echospec::wire::test {
namespace {

base::Instant at(double milliseconds) {
    return base::Instant(std::chrono::nanoseconds(static_cast<int64_t>(milliseconds * 1e6)));
}

TEST(Ladder, ShowsTimeNumbersAndBothStates) {
    const Conversation conversation = fold_one(std::string(kHandshake) +
                                               "c ACK 1 1 len 5\n"
                                               "s ACK 1 6 len 5\n"
                                               "c FIN,ACK 6 6\n"
                                               "s FIN,ACK 6 7\n"
                                               "s FIN,ACK 6 7\n"
                                               "c ACK 7 7\n");
    EXPECT_EQ(ladder(conversation), R"(
           ms  client 127.0.0.1:40000 / server 127.0.0.1:7
        0.000  SYN-SENT      --- SYN      seq 0                         -->  LISTEN
        1.000  ESTABLISHED   <-- SYN,ACK  seq 0 ack 1                   ---  SYN-RECEIVED
        2.000  ESTABLISHED   --- ACK      seq 1 ack 1                   -->  ESTABLISHED
        3.000  ESTABLISHED   --- ACK      seq 1 ack 1 len 5             -->  ESTABLISHED
        4.000  ESTABLISHED   <-- ACK      seq 1 ack 6 len 5             ---  ESTABLISHED
        5.000  FIN-WAIT-1    --- FIN,ACK  seq 6 ack 6                   -->  CLOSE-WAIT
        6.000  TIME-WAIT     <-- FIN,ACK  seq 6 ack 7                   ---  LAST-ACK
        7.000  TIME-WAIT     <-- FIN,ACK  seq 6 ack 7                   ---  LAST-ACK  (retransmission)
        8.000  TIME-WAIT     --- ACK      seq 7 ack 7                   -->  CLOSED
)" + 1);
}

TEST(Ladder, StepsStandBetweenTheSegmentsAndTheBreachIsNamed) {
    const Conversation conversation = fold_one(std::string(kHandshake) +
                                               "s FIN,ACK 1 1\n"
                                               "c ACK 1 2\n"
                                               "s ACK 2 1 len 4\n");
    const std::vector<Note> notes{{3.5, "2. receive fin"}, {0.5, "1. connect"}, {99, "3. close"}};
    const auto rungs = rungs_of(conversation, at(0), Side::client);
    EXPECT_EQ(ladder("tester / target", rungs, notes), R"(
           ms  tester / target
        0.500  * 1. connect
        1.000  SYN-SENT      --- SYN      seq 0                         -->  LISTEN
        2.000  ESTABLISHED   <-- SYN,ACK  seq 0 ack 1                   ---  SYN-RECEIVED
        3.000  ESTABLISHED   --- ACK      seq 1 ack 1                   -->  ESTABLISHED
        3.500  * 2. receive fin
        4.000  CLOSE-WAIT    <-- FIN,ACK  seq 1 ack 1                   ---  FIN-WAIT-1
        5.000  CLOSE-WAIT    --- ACK      seq 1 ack 2                   -->  FIN-WAIT-2
>>      6.000  CLOSE-WAIT    <-- ACK      seq 2 ack 1 len 4             ---  FIN-WAIT-2
               ^ octets up to 5, but the FIN was 1: no octet is sent beyond one's own FIN (RFC 9293 §3.6)
       99.000  * 3. close
)" + 1);
}

TEST(Ladder, SaysWhatItLeavesOut) {
    std::string lines(kHandshake);
    for (int i = 0; i < 100; ++i)
        lines += "c ACK " + std::to_string(1 + i) + " 1 len 1\n";
    const auto all = fold_all(segments(lines), {.trust = Trust::complete, .head = 2, .tail = 1});
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].omitted, 100u);
    EXPECT_EQ(ladder(all[0]), R"(
           ms  client 127.0.0.1:40000 / server 127.0.0.1:7
        0.000  SYN-SENT      --- SYN      seq 0                         -->  LISTEN
        1.000  ESTABLISHED   <-- SYN,ACK  seq 0 ack 1                   ---  SYN-RECEIVED
          ...  100 segments left out
      102.000  ESTABLISHED   --- ACK      seq 100 ack 1 len 1           -->  ESTABLISHED
)" + 1);
}

TEST(Ladder, EitherEndMayStandOnTheLeft) {
    const Conversation conversation = fold_one(std::string(kHandshake));
    EXPECT_EQ(ladder("target / tester", rungs_of(conversation, at(0), Side::server), {}), R"(
           ms  target / tester
        1.000  LISTEN        <-- SYN      seq 0                         ---  SYN-SENT
        2.000  SYN-RECEIVED  --- SYN,ACK  seq 0 ack 1                   -->  ESTABLISHED
        3.000  ESTABLISHED   <-- ACK      seq 1 ack 1                   ---  ESTABLISHED
)" + 1);
}

}  // namespace
}  // namespace echospec::wire::test
