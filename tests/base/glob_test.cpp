// SPDX-License-Identifier: Apache-2.0
#include "base/glob.hpp"

#include <gtest/gtest.h>

#include <string>

namespace echospec::base {
namespace {

TEST(Glob, StarStandsForAnyRunEvenOfSlashes) {
    EXPECT_TRUE(glob_matches("*", "tcp/server/close/x"));
    EXPECT_TRUE(glob_matches("tcp/*/x", "tcp/server/close/x"));
    EXPECT_TRUE(glob_matches("*close*", "tcp/server/half-close/x"));
    EXPECT_TRUE(glob_matches("a*b*c", "a-b-b-c"));
    EXPECT_FALSE(glob_matches("*close", "tcp/server/close/x"));
    EXPECT_FALSE(glob_matches("a*b*c", "a-c-b"));
}

TEST(Glob, QuestionMarkStandsForOneCharacter) {
    EXPECT_TRUE(glob_matches("t?p", "tcp"));
    EXPECT_FALSE(glob_matches("tcp?", "tcp"));
}

TEST(Glob, PlainPatternIsAnIdOrAFolder) {
    EXPECT_TRUE(glob_matches("tcp/server", "tcp/server"));
    EXPECT_TRUE(glob_matches("tcp/server", "tcp/server/close/x"));
    EXPECT_FALSE(glob_matches("tcp/server", "tcp/server-side/x"));
    EXPECT_FALSE(glob_matches("server", "tcp/server/close"));
    EXPECT_FALSE(glob_matches("tcp/s*r", "tcp/server/close")) << "wildcards match the whole id";
}

TEST(Glob, ManyStarsStayFast) {
    EXPECT_FALSE(glob_matches("*a*a*a*a*a*a*a*a*a*a*b", std::string(5000, 'a')));
}

}  // namespace
}  // namespace echospec::base
