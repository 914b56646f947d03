// SPDX-License-Identifier: Apache-2.0
#include "wire/tally.hpp"

#include <gtest/gtest.h>

namespace echospec::wire {
namespace {

int code_for(std::map<Outcome, uint64_t> connections) {
    Tally tally;
    tally.connections = std::move(connections);
    return ending_of(tally).code;
}

TEST(Tally, TheExitCodeFollowsFromTheOutcomes) {
    EXPECT_EQ(code_for({}), 3);
    EXPECT_EQ(code_for({{Outcome::orderly, 5}}), 0);
    EXPECT_EQ(code_for({{Outcome::aborted, 1}, {Outcome::refused, 1}}), 0);
    EXPECT_EQ(code_for({{Outcome::orderly, 5}, {Outcome::illegal, 1}}), 1);
    EXPECT_EQ(code_for({{Outcome::incomplete, 5}, {Outcome::illegal, 1}}), 1);
    EXPECT_EQ(code_for({{Outcome::incomplete, 5}}), 4);
    EXPECT_EQ(code_for({{Outcome::incomplete, 5}, {Outcome::orderly, 1}}), 0);
}

TEST(Tally, CountsFramesByWhatTheyAre) {
    Tally tally;
    count(tally, Segment{});
    count(tally, Datagram{});
    count(tally, Undecoded{Why::fragment, ""});
    count(tally, Undecoded{Why::fragment, ""});
    count(tally, Undecoded{Why::not_ip, ""});
    count(tally, Outcome::orderly);
    count(tally, Outcome::refused);
    EXPECT_EQ(tally.frames, 5u);
    EXPECT_EQ(describe_connections(tally), "2 connections: 1 orderly, 1 refused");
    EXPECT_EQ(describe_undecoded(tally), "3 frames were not looked into: 1 not IP, 2 fragments");
    EXPECT_EQ(describe_undecoded(Tally{}), "");
    EXPECT_EQ(describe_connections(Tally{}), "0 connections");
}

}  // namespace
}  // namespace echospec::wire
