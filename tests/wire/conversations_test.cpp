// SPDX-License-Identifier: Apache-2.0
#include "wire/conversations.hpp"

#include <gtest/gtest.h>

#include "tests/wire/conversation_builder.hpp"
#include "wire/judgement.hpp"

// Which segment belongs to which connection, and how many are held.

namespace echospec::wire::test {
namespace {

constexpr std::string_view kWhole =
    "c SYN 0\n"
    "s SYN,ACK 0 1\n"
    "c ACK 1 1\n"
    "c FIN,ACK 1 1\n"
    "s FIN,ACK 1 2\n"
    "c ACK 2 2\n";

std::vector<Conversation> fold_both(std::string_view older, std::string_view newer) {
    std::vector<Segment> all = segments(older);
    for (const Segment& segment : segments(newer, {Sequence{900000}, Sequence{700000}})) {
        all.push_back(segment);
    }
    return fold_all(all, FoldOptions{});
}

TEST(Conversations, ASynAfterTheCloseOpensAnother) {
    const auto all = fold_both(kWhole, kWhole);
    ASSERT_EQ(all.size(), 2u);
    for (const Conversation& conversation : all) {
        EXPECT_EQ(judge(conversation).outcome, Outcome::orderly);
        EXPECT_EQ(conversation.segments, 6u);
    }
}

TEST(Conversations, LateRepetitionsBelongToTheOldOne) {
    const auto all =
        fold_lines(std::string(kWhole) + "s FIN,ACK 1 2\nc ACK 2 2\n", Trust::complete);
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].segments, 8u);
    EXPECT_TRUE(all[0].head.back().marks.has(Mark::after_close));
    EXPECT_EQ(all[0].ends.server.retransmissions, 1u);
}

TEST(Conversations, AnAttemptThatNobodyAnsweredIsReplaced) {
    const auto all = fold_both("c SYN 0\nc SYN 0 after 1000\n", kWhole);
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].handshake, Handshake::incomplete);
    EXPECT_EQ(judge(all[1]).outcome, Outcome::orderly);
}

TEST(Conversations, ARestartedPeerIsChallengedAndResets) {
    // The new SYN is answered with the old numbers, which its sender does not know.
    std::vector<Segment> all = segments(std::string(kHandshake) + "c ACK 1 1 len 9\ns ACK 1 10\n");
    const Numbers restarted{Sequence{900000}, Sequence{5000}};
    const Segment syn = segments("c SYN 0\n", restarted).front();
    all.push_back(syn);
    all.push_back(segments("s ACK 1 10\n").front());
    all.push_back(segments("c RST 1\n", {Sequence{5000}, Sequence{5000}}).front());
    all.back().seq = Sequence{1010};  // what the challenge acknowledged
    all.push_back(syn);
    all.push_back(segments("s SYN,ACK 0 1\n", {Sequence{900000}, Sequence{700000}}).front());
    const auto folded = fold_all(all, FoldOptions{});
    ASSERT_EQ(folded.size(), 2u);
    EXPECT_EQ(folded[0].close, Close::aborted);
    EXPECT_EQ(folded[0].reset->cause, ResetCause::no_socket);
    EXPECT_TRUE(folded[0].head[5].marks.has(Mark::new_incarnation));
    EXPECT_EQ(folded[0].violation_count + folded[1].violation_count, 0u);
    EXPECT_EQ(folded[1].segments, 2u);
}

TEST(Conversations, ASynThatIsAcceptedSupersedesAnOpenConnection) {
    const auto all = fold_both(std::string(kHandshake) + "c ACK 1 1 len 9\n", kWhole);
    ASSERT_EQ(all.size(), 2u);
    EXPECT_TRUE(all[0].superseded);
    EXPECT_EQ(all[0].close, Close::open);
    EXPECT_EQ(judge(all[1]).outcome, Outcome::orderly);
}

TEST(Conversations, AChallengeFromTimeWaitIsNoPartOfTheNewOne) {
    // After TIME-WAIT's ACK with old numbers the client resets it and tries again.
    std::vector<Segment> all = segments("c SYN 0\n", {Sequence{900000}, Sequence{0}});
    all.push_back(segments("s ACK 2 2\n").front());
    Segment reset = segments("c RST 2\n").front();
    reset.seq = Sequence{1002};
    all.push_back(reset);
    for (const Segment& segment : segments(kWhole, {Sequence{900000}, Sequence{700000}})) {
        all.push_back(segment);
    }
    const auto folded = fold_all(all, FoldOptions{});
    ASSERT_EQ(folded.size(), 1u);
    EXPECT_EQ(folded[0].violation_count, 0u);
    EXPECT_TRUE(folded[0].head[1].marks.has(Mark::stray));
    EXPECT_EQ(judge(folded[0]).outcome, Outcome::orderly);
}

TEST(Conversations, ACaptureThatBeginsInTheMiddleIsSaidToDoSo) {
    const Conversation conversation = fold_one(
        "c ACK 100 200 len 10\n"
        "s ACK 200 110 len 5\n"
        "c FIN,ACK 110 205\n"
        "s FIN,ACK 205 111\n"
        "c ACK 111 206\n",
        Trust::may_lack_segments);
    EXPECT_EQ(conversation.handshake, Handshake::unseen);
    EXPECT_EQ(conversation.close, Close::three_segments);
    EXPECT_EQ(conversation.ends.client.octets, 10u);
    EXPECT_FALSE(conversation.ends.client.initial.has_value());
    EXPECT_EQ(judge(conversation).outcome, Outcome::incomplete);
}

TEST(Conversations, ACaptureThatBeginsWithTheSynAckKnowsTheEnds) {
    const Conversation conversation = fold_one("s SYN,ACK 0 1\nc ACK 1 1\n");
    EXPECT_EQ(conversation.ends.server.endpoint.port, 7);
    EXPECT_EQ(conversation.handshake, Handshake::unseen);
    EXPECT_EQ(conversation.violation_count, 0u);
}

TEST(Conversations, WhatIsOverIsHandedOutOnceItHasLingered) {
    Conversations table(
        TableOptions{.fold = {}, .at_once = 100, .linger = std::chrono::seconds(5)});
    uint64_t frame = 0;
    for (const Segment& segment : segments(kWhole))
        EXPECT_TRUE(table.add(segment, ++frame).empty());
    Segment other = segments("c SYN 0\n").front();
    other.source.port = 40001;
    other.time = base::Instant(std::chrono::seconds(4));
    EXPECT_TRUE(table.add(other, ++frame).empty());
    other.time = base::Instant(std::chrono::seconds(6));
    EXPECT_EQ(table.add(other, ++frame).size(), 1u);
    EXPECT_EQ(table.held(), 1u);
}

TEST(Conversations, NoMoreThanTheBoundAreHeld) {
    Conversations table(TableOptions{.fold = {}, .at_once = 10, .linger = std::chrono::hours(1)});
    Segment syn = segments("c SYN 0\n").front();
    uint64_t given_up = 0;
    for (uint16_t port = 1000; port < 1100; ++port) {
        syn.source.port = port;
        for (const Conversation& early : table.add(syn, port)) {
            ++given_up;
            EXPECT_EQ(early.doubts.size(), 1u);
        }
        EXPECT_LE(table.held(), 10u);
    }
    EXPECT_EQ(given_up + table.finish().size(), 100u);
    EXPECT_EQ(table.held(), 0u);
}

TEST(Conversations, ASocketConnectedWithItselfIsNotJudged) {
    Segment syn = segments("c SYN 0\n").front();
    syn.destination = syn.source;
    Segment answer = segments("c SYN,ACK 0 1\n").front();
    answer.destination = answer.source;
    const auto all = fold_all({syn, answer}, FoldOptions{});
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].violation_count, 0u);
    EXPECT_EQ(judge(all[0]).outcome, Outcome::incomplete);
}

TEST(Conversations, AnIcmpErrorRefusesItsSyn) {
    Conversations table(TableOptions{});
    const Segment syn = segments("c SYN 0\n").front();
    table.add(syn, 1);
    IcmpError error;
    error.type = 3;
    error.code = 3;
    error.protocol = 6;
    error.source = syn.source;
    error.destination = syn.destination;
    table.add(error);
    const auto all = table.finish();
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].handshake, Handshake::refused);
    EXPECT_EQ(judge(all[0]).outcome, Outcome::refused);
}

}  // namespace
}  // namespace echospec::wire::test
