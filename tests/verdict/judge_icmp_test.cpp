// SPDX-License-Identifier: Apache-2.0
#include "verdict/judge_icmp.hpp"

#include <gtest/gtest.h>

namespace echospec::verdict {
namespace {

using State = Judgement::State;

constexpr IcmpMessage kPort{.is_v6 = false, .type = 3, .code = 3};
constexpr IcmpMessage kHost{.is_v6 = false, .type = 3, .code = 1};
constexpr IcmpMessage kPortV6{.is_v6 = true, .type = 1, .code = 4};

TEST(IcmpErrors, AreTheWantedOneFirst) {
    EXPECT_EQ(judge_icmp(kPort, {kPort, kHost}, Finality::open).state, State::holds);
    EXPECT_EQ(judge_icmp(kPort, {kPort, kHost}, Finality::open).taken, 1U);
    EXPECT_EQ(judge_icmp(kPort, {}, Finality::open).state, State::pending);
}

TEST(IcmpErrors, AreToldBesideTheWantedOne) {
    const Judgement other = judge_icmp(kPort, {kHost}, Finality::open);
    EXPECT_EQ(other.state, State::broken);
    EXPECT_EQ(other.finding.expected, "ICMP type 3 code 3 (port unreachable)");
    EXPECT_EQ(other.finding.observed, "ICMP type 3 code 1 (host unreachable)");
    const Judgement none = judge_icmp(kPortV6, {}, Finality::final);
    EXPECT_EQ(none.state, State::broken);
    EXPECT_EQ(none.finding.expected, "ICMPv6 type 1 code 4");
    EXPECT_EQ(none.finding.observed, "no ICMP error");
}

TEST(IcmpErrors, MustNotComeWhereNoneIsWanted) {
    EXPECT_EQ(judge_icmp({}, {}, Finality::open).state, State::pending);
    EXPECT_EQ(judge_icmp({}, {}, Finality::final).state, State::holds);
    EXPECT_EQ(judge_icmp({}, {kPort}, Finality::open).state, State::broken);
}

}  // namespace
}  // namespace echospec::verdict
