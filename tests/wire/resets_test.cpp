// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/wire/conversation_builder.hpp"
#include "wire/judgement.hpp"

// What a reset says about its cause, and which resets count.

namespace echospec::wire::test {
namespace {

Conversation after_handshake(std::string_view lines) {
    return fold_one(std::string(kHandshake) + std::string(lines));
}

ResetCause cause_after_handshake(std::string_view lines) {
    const Conversation conversation = after_handshake(lines);
    EXPECT_EQ(conversation.violation_count, 0u);
    EXPECT_EQ(conversation.close, Close::aborted);
    return conversation.reset ? conversation.reset->cause : ResetCause::unknown;
}

TEST(Resets, OfASynMeansThatNobodyListens) {
    const Conversation conversation = fold_one("c SYN 0\ns RST,ACK -5000 1\n");
    EXPECT_EQ(conversation.handshake, Handshake::refused);
    EXPECT_EQ(conversation.reset->cause, ResetCause::no_listener);
    EXPECT_EQ(judge(conversation).outcome, Outcome::refused);
}

TEST(Resets, InsteadOfTheThirdSegmentAbandonTheHandshake) {
    const Conversation conversation = fold_one("c SYN 0\ns SYN,ACK 0 1\nc RST 1\n");
    EXPECT_EQ(conversation.handshake, Handshake::incomplete);
    EXPECT_EQ(conversation.reset->cause, ResetCause::handshake_abandoned);
    EXPECT_EQ(judge(conversation).outcome, Outcome::aborted);
}

TEST(Resets, WithoutAnyInputAreAborts) {
    EXPECT_EQ(cause_after_handshake("s RST,ACK 1 1\n"), ResetCause::abort);
    EXPECT_EQ(cause_after_handshake("s ACK 1 1 len 5\ns RST,ACK 6 1\n"), ResetCause::abort);
}

TEST(Resets, AfterInputMayMeanUnreadData) {
    EXPECT_EQ(cause_after_handshake("c ACK 1 1 len 5\ns RST,ACK 1 6\n"),
              ResetCause::unread_data_or_abort);
}

TEST(Resets, ThatAnswerDataAfterTheirFinFollowAClose) {
    EXPECT_EQ(cause_after_handshake("s FIN,ACK 1 1\n"
                                    "c ACK 1 2\n"
                                    "c ACK 1 2 len 5\n"
                                    "s RST 2\n"),
              ResetCause::data_after_close);
}

TEST(Resets, ThatAnswerDataBeforeAnyFinComeFromNobody) {
    EXPECT_EQ(cause_after_handshake("c ACK 1 1 len 5\ns RST 1\n"), ResetCause::data_to_nobody);
}

TEST(Resets, ThatAnswerAnAckComeFromAnEndWithoutSocket) {
    EXPECT_EQ(cause_after_handshake("c FIN,ACK 1 1\ns ACK 1 2\nc ACK 2 1\ns RST 1\n"),
              ResetCause::no_socket);
}

TEST(Resets, InAStrangeCaptureHaveNoKnownCause) {
    const Conversation conversation = fold_one("c RST,ACK 1 1\n", Trust::may_lack_segments);
    EXPECT_EQ(conversation.reset->cause, ResetCause::unknown);
    EXPECT_EQ(judge(conversation).outcome, Outcome::incomplete);
}

TEST(Resets, OutsideTheWindowOrNotExactlyNextEndNothing) {
    for (const char* reset : {"c RST 100\n", "c RST 0\n", "c RST 900000\n"}) {
        const Conversation conversation =
            after_handshake(std::string("c ACK 1 1 len 5\ns ACK 1 6\n") + reset);
        EXPECT_FALSE(conversation.reset.has_value()) << reset;
        EXPECT_TRUE(conversation.head.back().marks.has(Mark::refused_reset)) << reset;
        EXPECT_EQ(conversation.ends.server.state, State::established);
    }
}

TEST(Resets, InSynSentCountOnlyIfTheyAcknowledgeTheSyn) {
    EXPECT_FALSE(fold_one("c SYN 0\ns RST -5000\n").reset.has_value());
    EXPECT_FALSE(fold_one("c SYN 0\ns RST,ACK -5000 9\n").reset.has_value());
}

TEST(Resets, AreNoDeviationByThemselves) {
    EXPECT_EQ(judge(after_handshake("s RST,ACK 1 1\n")).outcome, Outcome::aborted);
}

TEST(Resets, AfterBothFinsLeaveTheCloseOrderly) {
    const Conversation conversation = after_handshake(
        "c FIN,ACK 1 1\n"
        "s FIN,ACK 1 2\n"
        "c ACK 2 2\n"
        "c RST,ACK 2 2\n");
    EXPECT_EQ(judge(conversation).outcome, Outcome::orderly);
    EXPECT_EQ(conversation.resets_after_close, 1u);
}

TEST(Resets, BeforeTheLastAckEndTheClose) {
    const Conversation conversation = after_handshake(
        "c FIN,ACK 1 1\n"
        "s FIN,ACK 1 2\n"
        "c RST 2\n");
    EXPECT_EQ(conversation.close, Close::aborted);
    EXPECT_EQ(conversation.first_fin, Side::client);
}

}  // namespace
}  // namespace echospec::wire::test
