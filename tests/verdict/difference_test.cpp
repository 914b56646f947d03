// SPDX-License-Identifier: Apache-2.0
#include "verdict/difference.hpp"

#include <gtest/gtest.h>

#include <string>

namespace echospec::verdict {
namespace {

TEST(Difference, ShowsTheRowOfTheOffsetAndTheNext) {
    const std::string expected = "0123456789abcdefABCDEFGHIJKLMNOPqrstuvwxyz";
    std::string observed = expected;
    observed[18] = '!';
    EXPECT_EQ(
        difference(expected, observed, 18),
        "first difference at offset 18\n"
        "expected  000010: 41 42 43 44 45 46 47 48  49 4a 4b 4c 4d 4e 4f 50  |ABCDEFGHIJKLMNOP|\n"
        "observed  000010: 41 42 21 44 45 46 47 48  49 4a 4b 4c 4d 4e 4f 50  |AB!DEFGHIJKLMNOP|\n"
        "expected  000020: 71 72 73 74 75 76 77 78  79 7a                    |qrstuvwxyz|\n"
        "observed  000020: 71 72 73 74 75 76 77 78  79 7a                    |qrstuvwxyz|\n");
}

TEST(Difference, LeavesBytesThatDidNotComeBlank) {
    EXPECT_EQ(difference("hello", "he", 2),
              "first difference at offset 2\n"
              "expected  000000: 68 65 6c 6c 6f                                    |hello|\n"
              "observed  000000: 68 65                                             |he|\n");
}

TEST(Difference, ShowsAWholeRowMissing) {
    const std::string row = "0123456789abcdef";
    EXPECT_EQ(difference(row + "x", row, 16),
              "first difference at offset 16\n"
              "expected  000010: 78                                                |x|\n"
              "observed  000010: nothing\n");
}

TEST(Difference, ShowsHostileBytesAsDots) {
    const std::string expected("\0\x1b\xff~ ", 5);
    EXPECT_EQ(difference(expected, "\x7f", 0),
              "first difference at offset 0\n"
              "expected  000000: 00 1b ff 7e 20                                    |...~ |\n"
              "observed  000000: 7f                                                |.|\n");
}

}  // namespace
}  // namespace echospec::verdict
