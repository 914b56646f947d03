// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/wire/conversation_builder.hpp"
#include "wire/judgement.hpp"

// Legal orders that a checker which expects a list of packets would call wrong.

namespace echospec::wire::test {
namespace {

std::string lines(std::string_view after_handshake) {
    return std::string(kHandshake) + std::string(after_handshake);
}

Conversation legal(std::string_view after_handshake) {
    Conversation conversation = fold_one(lines(after_handshake));
    EXPECT_EQ(conversation.violation_count, 0u);
    EXPECT_EQ(conversation.handshake, Handshake::three_way);
    return conversation;
}

TEST(Orders, FourWayCloseNamesTheCloser) {
    const Conversation conversation = legal(
        "c FIN,ACK 1 1\n"
        "s ACK 1 2\n"
        "s FIN,ACK 1 2\n"
        "c ACK 2 2\n");
    EXPECT_EQ(conversation.close, Close::four_way);
    EXPECT_EQ(conversation.first_fin, Side::client);
    EXPECT_EQ(conversation.ends.client.fin->acknowledged_by, 5u);
    EXPECT_EQ(conversation.ends.server.fin->acknowledged_by, 7u);
    EXPECT_EQ(judge(conversation).outcome, Outcome::orderly);
}

TEST(Orders, DataBetweenStepTwoAndStepThreeIsCounted) {
    const Conversation conversation = legal(
        "c ACK 1 1 len 100\n"
        "c FIN,ACK 101 1\n"
        "s ACK 1 102\n"
        "s ACK 1 102 len 60\n"
        "c ACK 102 61\n"
        "s FIN,ACK 61 102 len 40\n"
        "c ACK 102 102\n");
    EXPECT_EQ(conversation.close, Close::four_way);
    EXPECT_EQ(conversation.half_close_octets, 100u);
    EXPECT_EQ(conversation.ends.server.octets, 100u);
    EXPECT_EQ(conversation.ends.server.fin->with_data, 40u);
}

TEST(Orders, FinWithDataTakesBothInSequenceSpace) {
    const Conversation conversation = legal(
        "c FIN,ACK 1 1 len 8\n"
        "s ACK 1 10\n"
        "s FIN,ACK 1 10 len 8\n"
        "c ACK 10 10\n");
    EXPECT_EQ(conversation.close, Close::four_way);
    EXPECT_EQ(conversation.ends.client.fin->position, 9);
    EXPECT_EQ(conversation.ends.client.octets, 8u);
}

TEST(Orders, FinBehindQueuedDataIsFirstAcknowledgedWithoutIt) {
    const Conversation conversation = legal(
        "c ACK 1 1 len 1000\n"
        "c FIN,ACK 1001 1\n"
        "s ACK 1 1001\n"
        "s ACK 1 1002\n"
        "s FIN,ACK 1 1002\n"
        "c ACK 1002 2\n");
    EXPECT_EQ(conversation.close, Close::four_way);
}

TEST(Orders, DataThatWasUnderWayWhenTheFinCameIsNoHalfClose) {
    const Conversation conversation = legal(
        "c FIN,ACK 1 1\n"
        "s ACK 1 1 len 10\n"
        "s FIN,ACK 11 2\n"
        "c ACK 2 12\n");
    EXPECT_EQ(conversation.close, Close::three_segments);
    EXPECT_EQ(conversation.half_close_octets, 0u);
}

TEST(Orders, RepetitionsAreMarkedAndChangeNothing) {
    const Conversation conversation = fold_one(
        "c SYN 0\n"
        "c SYN 0\n"
        "s SYN,ACK 0 1\n"
        "s SYN,ACK 0 1\n"
        "c ACK 1 1\n"
        "c ACK 1 1 len 5\n"
        "c ACK 1 1 len 5\n"
        "s ACK 1 6\n"
        "c FIN,ACK 6 1\n"
        "c FIN,ACK 1 1 len 5\n"
        "s FIN,ACK 1 7\n"
        "s FIN,ACK 1 7\n"
        "c ACK 7 2\n"
        "c ACK 7 2\n");
    EXPECT_EQ(conversation.violation_count, 0u);
    EXPECT_EQ(conversation.ends.client.retransmissions, 3u);
    EXPECT_EQ(conversation.ends.server.retransmissions, 2u);
    EXPECT_EQ(conversation.ends.client.octets, 5u);
    EXPECT_EQ(conversation.ends.client.duplicate_acks, 1u);
    EXPECT_EQ(conversation.close, Close::three_segments);
}

TEST(Orders, ARetransmissionMayBringMoreAndTheFin) {
    const Conversation conversation = legal(
        "c ACK 1 1 len 5\n"
        "c FIN,ACK 1 1 len 9\n"
        "s ACK 1 11\n");
    EXPECT_EQ(conversation.ends.client.octets, 9u);
    EXPECT_EQ(conversation.ends.client.retransmissions, 0u);
    EXPECT_EQ(conversation.close, Close::half_closed);
}

TEST(Orders, SegmentsOutOfOrderFillTheirGap) {
    const Conversation conversation = legal(
        "c FIN,ACK 11 1\n"
        "c ACK 6 1 len 5\n"
        "c ACK 1 1 len 5\n"
        "s ACK 1 12\n"
        "s FIN,ACK 1 12\n"
        "c ACK 12 2\n");
    EXPECT_EQ(conversation.ends.client.octets, 10u);
    EXPECT_EQ(conversation.ends.client.out_of_order, 2u);
    EXPECT_EQ(conversation.ends.client.unseen, 0u);
    EXPECT_EQ(conversation.close, Close::four_way);
    EXPECT_EQ(conversation.head[3].states.server, State::established);
    EXPECT_EQ(conversation.head[5].states.server, State::close_wait);
}

TEST(Orders, KeepAlivesAndTheirAnswersAreSetApart) {
    const Conversation conversation = legal(
        "c ACK 1 1 len 1\n"
        "s ACK 1 2\n"
        "c ACK 1 1\n"
        "s ACK 1 2\n"
        "c ACK 1 1 len 1\n"
        "s ACK 1 2\n");
    EXPECT_EQ(conversation.ends.client.keep_alives, 2u);
    EXPECT_EQ(conversation.ends.server.duplicate_acks, 2u);
    EXPECT_EQ(conversation.ends.client.octets, 1u);
}

TEST(Orders, ZeroWindowProbesAreNoKeepAlives) {
    const Conversation conversation = legal(
        "c ACK 1 1 len 10\n"
        "s ACK 1 11 win 0\n"
        "c ACK 10 1\n"
        "s ACK 1 11 win 0\n"
        "s ACK 1 11 win 500\n");
    EXPECT_EQ(conversation.ends.client.zero_window_probes, 1u);
    EXPECT_TRUE(conversation.head.back().marks.has(Mark::window_update));
}

TEST(Orders, AProbeWithOneOctetBeyondAClosedWindowIsData) {
    const Conversation conversation = legal(
        "c ACK 1 1 len 10\n"
        "s ACK 1 11 win 0\n"
        "c ACK 11 1 len 1\n"
        "s ACK 1 11 win 0\n"
        "c ACK 11 1 len 5\n"
        "s ACK 1 16\n");
    EXPECT_EQ(conversation.ends.client.octets, 15u);
}

TEST(Orders, NumbersMayWrap) {
    const std::string text = lines(
        "c ACK 1 1 len 100\n"
        "s ACK 1 101 len 100\n"
        "c FIN,ACK 101 101\n"
        "s FIN,ACK 101 102\n"
        "c ACK 102 102\n");
    for (const uint32_t offset : {0u, 1u, 2u, 50u, 100u, 101u, 102u, 103u}) {
        const Numbers numbers{Sequence{0u - offset}, Sequence{0u - offset}};
        const Conversation conversation = fold_one(text, Trust::complete, numbers);
        EXPECT_EQ(conversation.violation_count, 0u) << offset;
        EXPECT_EQ(conversation.close, Close::three_segments) << offset;
        EXPECT_EQ(conversation.ends.client.octets, 100u) << offset;
        EXPECT_EQ(conversation.ends.client.fin->position, 101) << offset;
    }
}

TEST(Orders, MoreThanFourGibibytesStayDistinct) {
    std::string text = lines("");
    constexpr int64_t kStep = 1 << 29;
    int64_t sent = 1;
    for (int i = 0; i < 20; ++i, sent += kStep) {
        text += "c ACK " + std::to_string(sent) + " 1 len " + std::to_string(kStep) + "\n";
        text += "s ACK 1 " + std::to_string(sent + kStep) + "\n";
    }
    const Conversation conversation = fold_one(text, Trust::may_lack_segments);
    EXPECT_EQ(conversation.ends.client.octets, uint64_t{20} * kStep);
    EXPECT_EQ(conversation.ends.client.retransmissions, 0u);
}

TEST(Orders, DataOnTheThirdSegmentAreCounted) {
    const Conversation conversation = fold_one(
        "c SYN 0\n"
        "s SYN,ACK 0 1\n"
        "c ACK 1 1 len 5\n");
    EXPECT_EQ(conversation.handshake, Handshake::three_way);
    EXPECT_EQ(conversation.data_on_third, 5u);
}

TEST(Orders, FastOpenLetsTheServerAnswerAtOnce) {
    const Conversation conversation = fold_one(
        "c SYN 0 len 5 fast-open\n"
        "s SYN,ACK 0 6\n"
        "s ACK 1 6 len 5\n"
        "c ACK 6 6\n");
    EXPECT_EQ(conversation.violation_count, 0u);
    EXPECT_EQ(conversation.handshake, Handshake::fast_open);
    EXPECT_EQ(conversation.data_on_syn, 5u);
}

TEST(Orders, DataOnTheSynThatWereNotTakenAreRepeated) {
    const Conversation conversation = fold_one(
        "c SYN 0 len 5\n"
        "s SYN,ACK 0 1\n"
        "c ACK 1 1 len 5\n"
        "s ACK 1 6\n");
    EXPECT_EQ(conversation.violation_count, 0u);
    EXPECT_EQ(conversation.handshake, Handshake::three_way);
    EXPECT_EQ(conversation.ends.client.octets, 5u);
}

TEST(Orders, WindowScalesHoldIfBothSynsBearThem) {
    const Conversation conversation = fold_one(
        "c SYN 0 scale 7\n"
        "s SYN,ACK 0 1 scale 3 win 1000\n"
        "c ACK 1 1 win 10\n"
        "s ACK 1 1 win 10\n");
    EXPECT_EQ(conversation.head[1].window, 1000u);
    EXPECT_EQ(conversation.head[2].window, 1280u);
    EXPECT_EQ(conversation.head[3].window, 80u);
}

TEST(Orders, AnAbortedUploadCrossesWithItsReset) {
    const Conversation conversation = legal(
        "c ACK 1 1 len 1000\n"
        "s RST,ACK 1 1001\n"
        "c ACK 1001 1 len 1000\n"
        "s RST 1\n");
    EXPECT_EQ(conversation.close, Close::aborted);
    EXPECT_EQ(conversation.reset->by, Side::server);
    EXPECT_EQ(conversation.reset->segment, 5u);
    EXPECT_EQ(conversation.resets_after_close, 1u);
}

}  // namespace
}  // namespace echospec::wire::test
