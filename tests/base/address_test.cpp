// SPDX-License-Identifier: Apache-2.0
#include "base/address.hpp"

#include <gtest/gtest.h>

namespace echospec::base {
namespace {

TEST(Address, IsPrintedInItsUsualForm) {
    EXPECT_EQ(to_string(Address::v4_loopback()), "127.0.0.1");
    EXPECT_EQ(to_string(Address::v6_loopback()), "::1");
    EXPECT_EQ(to_string(Address{}), "0.0.0.0");
    EXPECT_EQ(to_string(Address{true, {}}), "::");
}

TEST(Address, AnyIsAllZeros) {
    EXPECT_TRUE(Address{}.is_any());
    EXPECT_TRUE((Address{true, {}}).is_any());
    EXPECT_FALSE(Address::v4_loopback().is_any());
    EXPECT_FALSE(Address::v6_loopback().is_any());
}

TEST(Endpoint, PutsIpv6InBrackets) {
    EXPECT_EQ(to_string(Endpoint{Address::v4_loopback(), 7}), "127.0.0.1:7");
    EXPECT_EQ(to_string(Endpoint{Address::v6_loopback(), 65535}), "[::1]:65535");
}

TEST(Address, IsReadFromItsUsualNotation) {
    EXPECT_EQ(parse_address("127.0.0.1"), Address::v4_loopback());
    EXPECT_EQ(parse_address("::1"), Address::v6_loopback());
    EXPECT_FALSE(parse_address("127.0.0"));
    EXPECT_FALSE(parse_address("localhost"));
}

}  // namespace
}  // namespace echospec::base
