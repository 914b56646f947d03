// SPDX-License-Identifier: Apache-2.0
#include "verdict/judge_content.hpp"

#include <gtest/gtest.h>

namespace echospec::verdict {
namespace {

using casefile::Content;
using casefile::ExpectAny;
using enum Finality;
using Judged = Judgement::State;
using namespace std::string_view_literals;

constexpr uint32_t kNow = 0x01020304;

std::string observed(const ExpectAny& wanted, std::string_view answer) {
    const auto finding = judge_content(wanted, answer, kNow);
    return finding ? finding->observed : "";
}

TEST(JudgeContent, CountsOctets) {
    const ExpectAny some{.at_least = 1, .at_most = 4, .content = Content::anything};
    EXPECT_EQ(observed(some, "abcd"), "");
    EXPECT_EQ(observed(some, ""), "nothing");
    EXPECT_EQ(observed(some, "abcde"), "5 bytes: \"abcde\"");
}

TEST(JudgeContent, ReadsTextAndLines) {
    ExpectAny wanted{.at_least = 1, .at_most = {}, .content = Content::text};
    EXPECT_EQ(observed(wanted, "two\r\nlines\r\n"), "");
    EXPECT_EQ(observed(wanted, "a\tb"), "an octet 0x09 in 3 bytes: \"a\\tb\"");
    wanted.content = Content::line;
    EXPECT_EQ(observed(wanted, "one line\r\n"), "");
    EXPECT_EQ(observed(wanted, "one line"), "");
    EXPECT_EQ(observed(wanted, "two\nlines"), "several lines: 9 bytes: \"two\\nlines\"");
    EXPECT_NE(observed(wanted, "a\0"sv), "");
}

TEST(JudgeContent, ReadsTheTimeAcrossTheWrapToo) {
    const ExpectAny wanted{.at_least = 4, .at_most = 4, .content = Content::time};
    EXPECT_EQ(observed(wanted, "\1\2\3\4"), "");
    EXPECT_EQ(observed(wanted, "\1\2\3\6"), "");
    EXPECT_EQ(observed(wanted, "\1\2\3\7"), "16909063, which is 3 s ahead");
    EXPECT_NE(observed(wanted, "\4\3\2\1"), "");
    EXPECT_NE(observed(wanted, "\1\2\3\4\0\0\0\0"sv), "");
    EXPECT_FALSE(judge_content(wanted, "\xff\xff\xff\xff", 1));
    EXPECT_TRUE(judge_content(wanted, "\xff\xff\xff\xff", 5));
}

StreamView view(std::string_view fresh, StreamEnd end) {
    return {.fresh = fresh, .end = end};
}

TEST(JudgeAny, TakesSoManyOctetsOfAStream) {
    const ExpectAny four{.at_least = 4, .at_most = 4, .content = Content::anything};
    EXPECT_EQ(judge_any(four, view("abc", StreamEnd::open), open, kNow).state, Judged::pending);
    const Judgement judgement = judge_any(four, view("abcdef", StreamEnd::open), open, kNow);
    EXPECT_EQ(judgement.state, Judged::holds);
    EXPECT_EQ(judgement.taken, 4U);
    const Judgement cut = judge_any(four, view("abc", StreamEnd::fin), open, kNow);
    EXPECT_EQ(cut.state, Judged::broken);
    EXPECT_EQ(cut.finding.observed, "3 bytes: \"abc\", then FIN");
}

TEST(JudgeAny, TakesAllBeforeTheEndWhereTheSizeIsOpen) {
    const ExpectAny some{.at_least = 1, .at_most = 9, .content = Content::text};
    EXPECT_EQ(judge_any(some, view("abc", StreamEnd::open), open, kNow).state, Judged::pending);
    EXPECT_EQ(judge_any(some, view("abc", StreamEnd::fin), open, kNow).taken, 3U);
    EXPECT_EQ(judge_any(some, view("abc", StreamEnd::open), final, kNow).state, Judged::holds);
    EXPECT_EQ(judge_any(some, view("", StreamEnd::open), final, kNow).state, Judged::broken);
}

TEST(JudgeAnyDatagram, TakesTheNextFromTheAddressThatWasAsked) {
    const ExpectAny some{.at_least = 0, .at_most = 3, .content = Content::anything};
    DatagramView seen{.asked = {base::Address::v4_loopback(), 7}, .fresh = {}};
    EXPECT_EQ(judge_any_datagram(some, seen, open, kNow).state, Judged::pending);
    EXPECT_EQ(judge_any_datagram(some, seen, final, kNow).finding.observed, "no answer");
    seen.fresh = {{seen.asked, ""}, {seen.asked, "xx"}};
    EXPECT_EQ(judge_any_datagram(some, seen, open, kNow).taken, 1U);
    seen.fresh = {{seen.asked, "long"}};
    EXPECT_EQ(judge_any_datagram(some, seen, open, kNow).state, Judged::broken);
    seen.fresh = {{{base::Address::v4_loopback(), 8}, "x"}};
    EXPECT_EQ(judge_any_datagram(some, seen, open, kNow).state, Judged::broken);
}

}  // namespace
}  // namespace echospec::verdict
