// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/wire/conversation_builder.hpp"

// Every transition of RFC 9293 figure 5 that two ends can show on the wire, and those that its
// text adds. Each test gives the states of both ends after each segment.

namespace echospec::wire::test {
namespace {

using Lines = std::string;
using Expected = std::vector<std::string>;

Lines after_handshake(std::string_view lines) {
    return Lines(kHandshake) + Lines(lines);
}

// The states after the three segments of the handshake.
Expected closing(std::string_view lines) {
    const Conversation conversation = fold_one(after_handshake(lines));
    EXPECT_EQ(conversation.violation_count, 0u);
    Expected all = states(conversation);
    all.erase(all.begin(), all.begin() + 3);
    return all;
}

TEST(Transitions, ThreeWayHandshake) {
    EXPECT_EQ(states(fold_one(kHandshake)),
              (Expected{"SYN-SENT/LISTEN", "ESTABLISHED/SYN-RECEIVED", "ESTABLISHED/ESTABLISHED"}));
}

TEST(Transitions, SimultaneousOpen) {
    EXPECT_EQ(states(fold_one("c SYN 0\n"
                              "s SYN 0\n"
                              "c SYN,ACK 0 1\n"
                              "s SYN,ACK 0 1\n")),
              (Expected{"SYN-SENT/LISTEN", "SYN-RECEIVED/SYN-RECEIVED", "SYN-RECEIVED/ESTABLISHED",
                        "ESTABLISHED/ESTABLISHED"}));
}

TEST(Transitions, FourWayCloseByTheClient) {
    EXPECT_EQ(closing("c FIN,ACK 1 1\n"
                      "s ACK 1 2\n"
                      "s FIN,ACK 1 2\n"
                      "c ACK 2 2\n"),
              (Expected{"FIN-WAIT-1/CLOSE-WAIT", "FIN-WAIT-2/CLOSE-WAIT", "TIME-WAIT/LAST-ACK",
                        "TIME-WAIT/CLOSED"}));
}

TEST(Transitions, FourWayCloseByTheServer) {
    EXPECT_EQ(closing("s FIN,ACK 1 1\n"
                      "c ACK 1 2\n"
                      "c FIN,ACK 1 2\n"
                      "s ACK 2 2\n"),
              (Expected{"CLOSE-WAIT/FIN-WAIT-1", "CLOSE-WAIT/FIN-WAIT-2", "LAST-ACK/TIME-WAIT",
                        "CLOSED/TIME-WAIT"}));
}

TEST(Transitions, FinWithTheAckLeadsFromFinWait1ToTimeWait) {
    EXPECT_EQ(closing("c FIN,ACK 1 1\n"
                      "s FIN,ACK 1 2\n"
                      "c ACK 2 2\n"),
              (Expected{"FIN-WAIT-1/CLOSE-WAIT", "TIME-WAIT/LAST-ACK", "TIME-WAIT/CLOSED"}));
}

TEST(Transitions, CrossingFinsLeadThroughClosing) {
    EXPECT_EQ(closing("c FIN,ACK 1 1\n"
                      "s FIN,ACK 1 1\n"
                      "c ACK 2 2\n"
                      "s ACK 2 2\n"),
              (Expected{"FIN-WAIT-1/CLOSE-WAIT", "CLOSING/CLOSING", "CLOSING/TIME-WAIT",
                        "TIME-WAIT/TIME-WAIT"}));
}

TEST(Transitions, FinFromSynReceived) {
    EXPECT_EQ(states(fold_one("c SYN 0\n"
                              "s SYN,ACK 0 1\n"
                              "s FIN,ACK 1 1\n"
                              "c ACK 1 2\n")),
              (Expected{"SYN-SENT/LISTEN", "ESTABLISHED/SYN-RECEIVED", "CLOSE-WAIT/FIN-WAIT-1",
                        "CLOSE-WAIT/FIN-WAIT-2"}));
}

TEST(Transitions, FinOnTheThirdSegment) {
    EXPECT_EQ(states(fold_one("c SYN 0\n"
                              "s SYN,ACK 0 1\n"
                              "c FIN,ACK 1 1 len 3\n")),
              (Expected{"SYN-SENT/LISTEN", "ESTABLISHED/SYN-RECEIVED", "FIN-WAIT-1/CLOSE-WAIT"}));
}

TEST(Transitions, ResetOfASynEndsTheAttempt) {
    EXPECT_EQ(states(fold_one("c SYN 0\n"
                              "s RST,ACK -5000 1\n")),
              (Expected{"SYN-SENT/LISTEN", "CLOSED/CLOSED"}));
}

TEST(Transitions, ResetInSynReceivedLeadsBackToListen) {
    EXPECT_EQ(states(fold_one("c SYN 0\n"
                              "s SYN,ACK 0 1\n"
                              "c RST 1\n")),
              (Expected{"SYN-SENT/LISTEN", "ESTABLISHED/SYN-RECEIVED", "CLOSED/LISTEN"}));
}

TEST(Transitions, ResetAfterASimultaneousOpenLeadsToClosed) {
    EXPECT_EQ(states(fold_one("c SYN 0\n"
                              "s SYN 0\n"
                              "c RST,ACK 1 1\n")),
              (Expected{"SYN-SENT/LISTEN", "SYN-RECEIVED/SYN-RECEIVED", "CLOSED/CLOSED"}));
}

TEST(Transitions, ResetEndsEverySynchronizedState) {
    const std::vector<Lines> beginnings{"", "c FIN,ACK 1 1\n", "c FIN,ACK 1 1\ns ACK 1 2\n",
                                        "c FIN,ACK 1 1\ns FIN,ACK 1 1\n",
                                        "c FIN,ACK 1 1\ns FIN,ACK 1 2\n"};
    for (const Lines& beginning : beginnings) {
        const Position next = beginning.empty() ? 1 : 2;
        const Lines reset = "c RST,ACK " + std::to_string(next) + " 1\n";
        EXPECT_EQ(closing(beginning + reset).back(), "CLOSED/CLOSED") << beginning;
    }
}

TEST(Transitions, ASynThatIsAcknowledgedWronglyStaysInSynSent) {
    const Conversation conversation = fold_one(
        "c SYN 0\n"
        "s SYN,ACK 0 51\n"
        "c RST 51\n"
        "s SYN,ACK 0 1\n"
        "c ACK 1 1\n");
    EXPECT_EQ(states(conversation),
              (Expected{"SYN-SENT/LISTEN", "SYN-SENT/SYN-RECEIVED", "SYN-SENT/SYN-RECEIVED",
                        "ESTABLISHED/SYN-RECEIVED", "ESTABLISHED/ESTABLISHED"}));
    EXPECT_EQ(conversation.handshake, Handshake::three_way);
}

TEST(Transitions, AWrongThirdSegmentLeavesSynReceived) {
    const Conversation conversation = fold_one(
        "c SYN 0\n"
        "s SYN,ACK 0 1\n"
        "c ACK 1 77\n"
        "s RST 77\n"
        "c ACK 1 1\n");
    EXPECT_EQ(states(conversation),
              (Expected{"SYN-SENT/LISTEN", "ESTABLISHED/SYN-RECEIVED", "ESTABLISHED/SYN-RECEIVED",
                        "ESTABLISHED/SYN-RECEIVED", "ESTABLISHED/ESTABLISHED"}));
    EXPECT_EQ(conversation.violations.front().by, Side::client);
}

TEST(Transitions, ARepeatedFinInTimeWaitChangesNothing) {
    EXPECT_EQ(closing("c FIN,ACK 1 1\n"
                      "s FIN,ACK 1 2\n"
                      "c ACK 2 2\n"
                      "s FIN,ACK 1 2\n"
                      "c ACK 2 2\n")
                  .back(),
              "TIME-WAIT/CLOSED");
}

TEST(Transitions, AResetKillsTimeWait) {
    const Conversation conversation =
        fold_one(after_handshake("c FIN,ACK 1 1\n"
                                 "s FIN,ACK 1 2\n"
                                 "c ACK 2 2\n"
                                 "s RST 2\n"));
    EXPECT_EQ(states(conversation).back(), "CLOSED/CLOSED");
    EXPECT_EQ(conversation.close, Close::three_segments);
    EXPECT_EQ(conversation.resets_after_close, 1u);
}

}  // namespace
}  // namespace echospec::wire::test
