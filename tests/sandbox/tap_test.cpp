// SPDX-License-Identifier: Apache-2.0
#include "sandbox/tap.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include "capture/captured_frame.hpp"
#include "tests/support/forked.hpp"
#include "tests/support/sockets.hpp"
#include "wire/conversations.hpp"

namespace echospec::sandbox {
namespace {

using base::Address;
using base::Endpoint;
using tests::in_sandbox;
using tests::User;

class Taps : public tests::NeedsSandbox {};
class TapsOfOthers : public tests::NeedsRoot {};

std::vector<wire::Conversation> conversations(Tap& tap) {
    tap.take();
    const auto frames = capture::decode_all(tap.frames(), wire::LinkType::raw_ip);
    return wire::fold_all(capture::segments_of(frames), {});
}

void see_a_session(const Endpoint& at) {
    Tap tap;
    const base::Instant before = base::Clock::now();
    const auto listener = tests::listen_at(at);
    {
        tests::Pair pair = tests::connect_to(listener);
        EXPECT_TRUE(tests::echoes(pair));
        pair.client.reset();
    }
    const auto all = conversations(tap);
    ASSERT_EQ(all.size(), 1U);
    EXPECT_TRUE(tap.is_complete());
    EXPECT_EQ(all[0].handshake, wire::Handshake::three_way);
    EXPECT_EQ(all[0].close, wire::Close::four_way);
    EXPECT_EQ(all[0].first_fin, wire::Side::client);
    EXPECT_EQ(all[0].ends.client.octets, 1U);
    EXPECT_GE(all[0].first, tap.wall(before));
    EXPECT_LE(all[0].last, tap.wall(base::Clock::now()));
}

TEST_F(Taps, SeeEachSegmentOnce) {
    in_sandbox(User::same, [] { see_a_session({Address::v4_loopback(), 7}); });
    in_sandbox(User::same, [] { see_a_session({Address::v6_loopback(), 7}); });
}

TEST_F(TapsOfOthers, NeedNoPrivilege) {
    in_sandbox(User::nobody, [] { see_a_session({Address::v4_loopback(), 7}); });
}

TEST_F(Taps, SeeNothingOfWhatWasBefore) {
    in_sandbox(User::same, [] {
        const auto listener = tests::listen_at({Address::v4_loopback(), 7});
        tests::Pair pair = tests::connect_to(listener);
        Tap tap;
        EXPECT_TRUE(conversations(tap).empty());
        EXPECT_TRUE(tests::echoes(pair));
        const auto all = conversations(tap);
        ASSERT_EQ(all.size(), 1U);
        EXPECT_EQ(all[0].handshake, wire::Handshake::unseen);
    });
}

// Whoever does not take it loses some, and is told.
TEST_F(TapsOfOthers, SayWhatTheyLost) {
    in_sandbox(User::nobody, [] {
        Tap tap;
        const auto listener = tests::listen_at({Address::v4_loopback(), 7});
        tests::Pair pair = tests::connect_to(listener);
        for (int i = 0; i < 60'000 && tap.is_complete(); ++i) {
            ASSERT_TRUE(tests::echoes(pair));
            if (i % 6'000 == 5'999) tap.take();
        }
        EXPECT_FALSE(tap.is_complete());
        EXPECT_GT(tap.lost(), 0U);
    });
}

}  // namespace
}  // namespace echospec::sandbox
