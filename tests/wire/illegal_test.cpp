// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/wire/conversation_builder.hpp"
#include "wire/judgement.hpp"

// Every rule is broken by somebody, and nothing that a gap in the capture could explain is called
// a breach.

namespace echospec::wire::test {
namespace {

struct Breach {
    const char* name;
    Rule rule;
    Side by;
    uint64_t segment;
    bool provable;  // in a capture that may lack segments
    std::string lines;
};

std::string opened(std::string_view lines) {
    return std::string(kHandshake) + std::string(lines);
}

std::vector<Breach> breaches() {
    return {
        {"WrongAckOfTheSyn", Rule::handshake_acknowledges_syn, Side::server, 2, true,
         "c SYN 0\ns SYN,ACK 0 0\nc RST 0\n"},
        {"TextInsteadOfSynAck", Rule::synchronized_before_text, Side::server, 2, false,
         "c SYN 0\ns ACK 1 1\n"},
        {"AckInSynSent", Rule::synchronized_before_text, Side::client, 2, false,
         "c SYN 0\nc ACK 1 1\n"},
        {"ServerTalksInSynReceived", Rule::text_after_own_syn, Side::server, 3, false,
         "c SYN 0\ns SYN,ACK 0 1\ns ACK 1 1 len 9\n"},
        {"SynWithFin", Rule::syn_without_fin, Side::client, 1, true, "c SYN,FIN 0\n"},
        {"NoAckFlag", Rule::acknowledgment_always, Side::client, 4, true,
         opened("c none 1 len 5\n")},
        {"FinWithoutAck", Rule::acknowledgment_always, Side::client, 4, true, opened("c FIN 1\n")},
        {"AckOfTheUnsent", Rule::acknowledges_what_was_sent, Side::server, 5, false,
         opened("c ACK 1 1 len 5\ns ACK 1 7\n")},
        {"AckBeyondTheFin", Rule::acknowledges_what_was_sent, Side::server, 5, true,
         opened("c FIN,ACK 1 1\ns ACK 1 3\n")},
        {"AckBelowTheSyn", Rule::acknowledges_the_syn, Side::server, 4, true,
         opened("s ACK 1 0\n")},
        {"DataAfterFin", Rule::nothing_after_fin, Side::server, 6, true,
         opened("s FIN,ACK 1 1\nc ACK 1 2\ns ACK 2 1 len 4\n")},
        {"DataInPlaceOfFin", Rule::nothing_after_fin, Side::server, 5, true,
         opened("s FIN,ACK 1 1\ns ACK 1 1 len 4\n")},
        {"FinMoves", Rule::one_fin, Side::server, 5, true,
         opened("s FIN,ACK 1 1\ns FIN,ACK 2 1\n")},
        {"FinBeforeData", Rule::fin_behind_data, Side::client, 5, true,
         opened("c ACK 1 1 len 9\nc FIN,ACK 5 1\n")},
        {"DataAfterReset", Rule::nothing_after_reset, Side::client, 5, true,
         opened("c RST,ACK 1 1\nc ACK 1 1 len 3\n")},
        {"FinAfterReset", Rule::nothing_after_reset, Side::client, 5, true,
         opened("c RST,ACK 1 1\nc FIN,ACK 1 1\n")},
        {"ResetForReset", Rule::no_reset_for_reset, Side::server, 5, false,
         "c SYN 0\ns RST,ACK -5000 1\nc RST 1\ns RST 1\ns RST 1\n"},
    };
}

class Illegal : public testing::TestWithParam<Breach> {};

TEST_P(Illegal, IsNamedWithItsSegment) {
    const Breach& breach = GetParam();
    const Conversation conversation = fold_one(breach.lines);
    ASSERT_EQ(conversation.violation_count, 1u);
    const Violation& violation = conversation.violations.front();
    EXPECT_EQ(text_of(violation.rule).name, text_of(breach.rule).name);
    EXPECT_EQ(violation.by, breach.by);
    EXPECT_EQ(violation.segment, breach.segment);
    EXPECT_EQ(judge(conversation).outcome, Outcome::illegal);
}

TEST_P(Illegal, IsJudgedInAnyCaptureOnlyIfNoGapExplainsIt) {
    const Breach& breach = GetParam();
    const Conversation conversation = fold_one(breach.lines, Trust::may_lack_segments);
    EXPECT_EQ(conversation.violation_count, breach.provable ? 1u : 0u);
    const bool called_illegal = judge(conversation).outcome == Outcome::illegal;
    EXPECT_EQ(called_illegal, breach.provable);
}

INSTANTIATE_TEST_SUITE_P(Rules, Illegal, testing::ValuesIn(breaches()),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Rules, EachIsBrokenByATestAndHasASource) {
    const std::vector<Breach> all = breaches();
    for (int i = 0; i <= static_cast<int>(Rule::no_reset_for_reset); ++i) {
        const auto rule = static_cast<Rule>(i);
        EXPECT_TRUE(text_of(rule).source.starts_with("RFC 9293 §")) << i;
        EXPECT_TRUE(std::any_of(all.begin(), all.end(), [&](const Breach& breach) {
            return breach.rule == rule;
        })) << text_of(rule).name;
    }
}

TEST(Rules, WhoAcknowledgesOctetsBeyondAFinIsNotToBlame) {
    const Conversation conversation =
        fold_one(opened("s FIN,ACK 1 1\nc ACK 1 2\ns ACK 2 1 len 4\nc ACK 1 6\nc ACK 1 7\n"));
    ASSERT_EQ(conversation.violation_count, 2u);
    EXPECT_EQ(conversation.violations[0].by, Side::server);
    EXPECT_EQ(conversation.violations[1].segment, 8u);
}

TEST(Rules, ASynAckForAnUncapturedSynIsNoBreach) {
    const Conversation conversation = fold_one(
        "c SYN 0\n"
        "s SYN,ACK 0 501\n"
        "c ACK 501 1\n"
        "c FIN,ACK 501 1\n"
        "s FIN,ACK 1 502\n"
        "c ACK 502 2\n",
        Trust::may_lack_segments);
    EXPECT_EQ(conversation.violation_count, 0u);
    EXPECT_EQ(conversation.close, Close::three_segments);
    EXPECT_FALSE(conversation.doubts.empty());
}

TEST(Rules, ACountOfBreachesIsKeptWhereTheListIsFull) {
    std::string lines = opened("s FIN,ACK 1 1\n");
    for (int i = 0; i < 100; ++i)
        lines += "s ACK 2 1 len 4\n";
    const Conversation conversation = fold_one(lines);
    EXPECT_EQ(conversation.violation_count, 100u);
    EXPECT_LT(conversation.violations.size(), 100u);
}

}  // namespace
}  // namespace echospec::wire::test
