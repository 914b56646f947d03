// SPDX-License-Identifier: Apache-2.0
#include "casefile/own_stack.hpp"

#include <gtest/gtest.h>

namespace echospec::casefile {
namespace {

TEST(OwnStack, IsADeviceAndAnAddress) {
    const OwnStack stack = parse_own_stack("tap0:192.0.2.2").value();
    EXPECT_EQ(stack.device, "tap0");
    EXPECT_EQ(base::to_string(stack.address()), "192.0.2.2");
    EXPECT_EQ(base::to_string(stack.gateway()), "192.0.2.1");
    EXPECT_TRUE(stack.is_tap());
    EXPECT_FALSE(parse_own_stack("tun-mine:10.0.0.7").value().is_tap());
    EXPECT_EQ(to_string(stack), "tap0:192.0.2.2");
}

std::string gateway_of(const std::string& text) {
    return base::to_string(parse_own_stack(text).value().gateway());
}

TEST(OwnStack, NeverHasTheTestersAddress) {
    EXPECT_EQ(gateway_of("tun0:192.0.2.1"), "192.0.2.254");
    EXPECT_EQ(gateway_of("tun0:192.0.2.254"), "192.0.2.1");
    EXPECT_EQ(gateway_of("tun0:192.0.2.7,192.0.2.1,192.0.2.254"), "192.0.2.253");
    EXPECT_EQ(gateway_of("tun0:2001:db8::1"), "2001:db8::fe");
}

TEST(OwnStack, HasSeveralAddressesOfBothVersions) {
    const OwnStack stack =
        parse_own_stack("tun0:192.0.2.2,2001:db8::2,192.0.2.3,2001:db8::1").value();
    EXPECT_EQ(base::to_string(stack.address()), "192.0.2.2");
    EXPECT_EQ(base::to_string(stack.of_version(false, 1).value()), "192.0.2.3");
    EXPECT_EQ(base::to_string(stack.of_version(true).value()), "2001:db8::2");
    EXPECT_FALSE(stack.of_version(true, 2));
    EXPECT_FALSE(parse_own_stack("tun0:192.0.2.2").value().of_version(true));
    EXPECT_EQ(base::to_string(stack.beside(*stack.of_version(true))), "2001:db8::fe");
    EXPECT_EQ(base::to_string(stack.beside(*stack.of_version(true), 1)), "2001:db8::fd");
    EXPECT_EQ(to_string(stack), "tun0:192.0.2.2,2001:db8::2,192.0.2.3,2001:db8::1");
    EXPECT_EQ(addresses_of(stack), "192.0.2.2,2001:db8::2,192.0.2.3,2001:db8::1");
}

TEST(OwnStack, IsNothingElse) {
    for (const char* text : {"",
                             "tap0",
                             "tap0:",
                             ":192.0.2.2",
                             "eth0:192.0.2.2",
                             "tap0:127.0.0.2",
                             "tap0:::1",
                             "tap0:0.0.0.0",
                             "tap0:::",
                             "tap0:224.0.0.1",
                             "tap0:ff02::1",
                             "tap0:192.0.2.2,",
                             "tap0:192.0.2.2,192.0.2.2",
                             "tap0:192.0.2.2,192.0.3.3",
                             "tap0:2001:db8::2,2001:db8:0:1::3",
                             "tap0:192.0.2.2 ,192.0.2.3",
                             "tap0:192.0.2",
                             "TAP0:192.0.2.2",
                             "tap/0:192.0.2.2",
                             "tap0123456789abc:192.0.2.2",
                             "tap0:192.0.2.2/24"})
        EXPECT_FALSE(parse_own_stack(text)) << text;
}

}  // namespace
}  // namespace echospec::casefile
