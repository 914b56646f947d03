// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "engine/discovery.hpp"

namespace echospec::engine {
namespace {

using base::Address;
using base::Endpoint;
using casefile::Family;

const Address kAnyV4{};
const Address kAnyV6{.is_v6 = true};
const Address kDocumentation{.is_v6 = false, .octets = {192, 0, 2, 1}};

const Listener kV4{{kAnyV4, 7}, false};
const Listener kV4Loopback{{Address::v4_loopback(), 7}, false};
const Listener kDual{{kAnyV6, 7}, false};
const Listener kV6Only{{kAnyV6, 7}, true};
const Listener kV6Loopback{{Address::v6_loopback(), 7}, false};

const Endpoint kToV4{Address::v4_loopback(), 7};
const Endpoint kToV6{Address::v6_loopback(), 7};

TEST(Reachable, PutsLoopbackForAnyAddress) {
    EXPECT_EQ(reachable({kV4}, Family::any), kToV4);
    EXPECT_EQ(reachable({kV4}, Family::ipv4), kToV4);
    EXPECT_EQ(reachable({kDual}, Family::any), kToV4);
    EXPECT_EQ(reachable({kDual}, Family::ipv4), kToV4);
    EXPECT_EQ(reachable({kDual}, Family::ipv6), kToV6);
    EXPECT_EQ(reachable({kV6Only}, Family::any), kToV6);
    EXPECT_EQ(reachable({kV6Only}, Family::ipv6), kToV6);
}

TEST(Reachable, KeepsAnAddressThatTheTargetChose) {
    const Listener listener{{kDocumentation, 8898}, false};
    EXPECT_EQ(reachable({listener}, Family::any), listener.local);
    EXPECT_EQ(reachable({kV4Loopback}, Family::any), kToV4);
    EXPECT_EQ(reachable({kV6Loopback}, Family::any), kToV6);
}

TEST(Reachable, HasNothingForAFamilyThatNobodyListensFor) {
    for (const Listener& listener : {kV6Only, kV6Loopback})
        EXPECT_FALSE(reachable({listener}, Family::ipv4));
    for (const Listener& listener : {kV4, kV4Loopback})
        EXPECT_FALSE(reachable({listener}, Family::ipv6));
    for (const Family family : {Family::any, Family::ipv4, Family::ipv6})
        EXPECT_FALSE(reachable({}, family));
}

TEST(Reachable, ChoosesAmongSeveralByFamily) {
    EXPECT_EQ(reachable({kV6Loopback, kV4Loopback}, Family::any), kToV4);
    EXPECT_EQ(reachable({kV6Loopback, kV4Loopback}, Family::ipv4), kToV4);
    EXPECT_EQ(reachable({kV4Loopback, kV6Loopback}, Family::ipv6), kToV6);
}

TEST(Describe, NamesEveryListener) {
    EXPECT_EQ(describe({kV4, kV6Only}), "0.0.0.0:7, [::]:7");
    EXPECT_EQ(describe({}), "");
}

}  // namespace
}  // namespace echospec::engine
