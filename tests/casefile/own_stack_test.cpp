// SPDX-License-Identifier: Apache-2.0
#include "casefile/own_stack.hpp"

#include <gtest/gtest.h>

namespace echospec::casefile {
namespace {

TEST(OwnStack, IsADeviceAndAnAddress) {
    const OwnStack stack = parse_own_stack("tap0:192.0.2.2").value();
    EXPECT_EQ(stack.device, "tap0");
    EXPECT_EQ(base::to_string(stack.address), "192.0.2.2");
    EXPECT_EQ(base::to_string(stack.gateway), "192.0.2.1");
    EXPECT_TRUE(stack.is_tap());
    EXPECT_FALSE(parse_own_stack("tun-mine:10.0.0.7").value().is_tap());
    EXPECT_EQ(to_string(stack), "tap0:192.0.2.2");
}

TEST(OwnStack, NeverHasTheTestersAddress) {
    EXPECT_EQ(base::to_string(parse_own_stack("tun0:192.0.2.1").value().gateway), "192.0.2.254");
    EXPECT_EQ(base::to_string(parse_own_stack("tun0:192.0.2.254").value().gateway), "192.0.2.1");
}

TEST(OwnStack, IsNothingElse) {
    for (const char* text : {"", "tap0", "tap0:", ":192.0.2.2", "eth0:192.0.2.2",
                             "tap0:2001:db8::2", "tap0:127.0.0.2", "tap0:192.0.2", "TAP0:192.0.2.2",
                             "tap/0:192.0.2.2", "tap0123456789abc:192.0.2.2", "tap0:192.0.2.2/24"})
        EXPECT_FALSE(parse_own_stack(text)) << text;
}

}  // namespace
}  // namespace echospec::casefile
