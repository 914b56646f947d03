// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/wire/conversation_builder.hpp"

// What only a hand-made peer sends: it is shown, marked, and does not lead the fold astray.

namespace echospec::wire::test {
namespace {

Conversation with_probe(std::string_view probe) {
    return fold_one(std::string(kHandshake) + std::string(probe) +
                    "c ACK 1 1 len 5\n"
                    "s ACK 1 6\n"
                    "c FIN,ACK 6 1\n"
                    "s FIN,ACK 1 7\n"
                    "c ACK 7 2\n");
}

TEST(RawPeer, AWrongChecksumIsNotTaken) {
    const Conversation conversation = with_probe("c FIN,ACK 1 1 len 90 bad-checksum\ns ACK 1 1\n");
    EXPECT_TRUE(conversation.head[3].marks.has(Mark::bad_checksum));
    EXPECT_EQ(conversation.ends.client.octets, 5u);
    EXPECT_EQ(conversation.violation_count, 0u);
    EXPECT_EQ(conversation.close, Close::three_segments);
}

TEST(RawPeer, DataBeyondTheWindowAreNotTaken) {
    const Conversation conversation = with_probe("c ACK 99999 1 len 5\ns ACK 1 1\n");
    EXPECT_TRUE(conversation.head[3].marks.has(Mark::outside_window));
    EXPECT_EQ(conversation.ends.client.unseen, 0u);
    EXPECT_EQ(conversation.close, Close::three_segments);
}

TEST(RawPeer, AnUnacceptableResetEndsNothing) {
    const Conversation conversation = with_probe("c RST 500\ns ACK 1 1\n");
    EXPECT_EQ(conversation.close, Close::three_segments);
    EXPECT_FALSE(conversation.reset.has_value());
}

TEST(RawPeer, ASynInTheWindowIsChallenged) {
    const Conversation conversation = with_probe("c SYN 300\ns ACK 1 1\n");
    EXPECT_TRUE(conversation.head[3].marks.has(Mark::new_incarnation));
    EXPECT_EQ(conversation.close, Close::three_segments);
    EXPECT_EQ(conversation.violation_count, 0u);
}

TEST(RawPeer, AnAckOfTheUnsentIsItsOwnFault) {
    const Conversation conversation = with_probe("c ACK 1 900\ns ACK 1 1\n");
    ASSERT_EQ(conversation.violation_count, 1u);
    EXPECT_EQ(conversation.violations[0].by, Side::client);
    EXPECT_EQ(conversation.close, Close::three_segments);
}

TEST(RawPeer, OverlapsCountEachOctetOnce) {
    const Conversation conversation = with_probe("c ACK 3 1 len 3\nc ACK 2 1 len 2\n");
    EXPECT_EQ(conversation.ends.client.octets, 5u);
    EXPECT_EQ(conversation.violation_count, 0u);
}

TEST(RawPeer, AWithheldThirdSegmentLeavesSynReceived) {
    const Conversation conversation = fold_one(
        "c SYN 0\n"
        "s SYN,ACK 0 1\n"
        "s SYN,ACK 0 1 after 1000\n");
    EXPECT_EQ(conversation.handshake, Handshake::incomplete);
    EXPECT_EQ(conversation.ends.server.state, State::syn_received);
    EXPECT_EQ(conversation.ends.server.retransmissions, 1u);
}

TEST(RawPeer, AWithheldLastAckShowsLastAckAndTheRepeatedFin) {
    const Conversation conversation = fold_one(std::string(kHandshake) +
                                               "c FIN,ACK 1 1\n"
                                               "s ACK 1 2\n"
                                               "s FIN,ACK 1 2\n"
                                               "s FIN,ACK 1 2 after 200\n"
                                               "s FIN,ACK 1 2 after 400\n");
    EXPECT_EQ(conversation.ends.server.state, State::last_ack);
    EXPECT_EQ(conversation.ends.server.retransmissions, 2u);
    EXPECT_EQ(conversation.close, Close::unacknowledged);
}

}  // namespace
}  // namespace echospec::wire::test
