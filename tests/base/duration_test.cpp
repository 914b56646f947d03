// SPDX-License-Identifier: Apache-2.0
#include "base/duration.hpp"

#include <gtest/gtest.h>

namespace echospec::base {
namespace {

using namespace std::chrono_literals;

TEST(Duration, TakesEveryUnit) {
    EXPECT_EQ(parse_duration("40us"), 40us);
    EXPECT_EQ(parse_duration("250ms"), 250ms);
    EXPECT_EQ(parse_duration("2.5s"), 2500ms);
    EXPECT_EQ(parse_duration("1m"), 60s);
    EXPECT_EQ(parse_duration("0s"), 0s);
}

TEST(Duration, IsNothingElse) {
    for (const char* text : {"", "5", "s", "5 s", "-1s", "5sec", "nan s", "nans", "infs", "1e9s"}) {
        EXPECT_EQ(parse_duration(text), std::nullopt) << text;
    }
}

TEST(Duration, IsPrintedInTheShortestUnit) {
    EXPECT_EQ(format_duration(40us), "40 us");
    EXPECT_EQ(format_duration(3100us), "3.1 ms");
    EXPECT_EQ(format_duration(2500ms), "2.50 s");
    EXPECT_DOUBLE_EQ(milliseconds(1500us), 1.5);
}

}  // namespace
}  // namespace echospec::base
