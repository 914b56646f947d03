// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/capture/loopback.hpp"
#include "wire/conversations.hpp"
#include "wire/judgement.hpp"

// The recordings in tests/wire/captures, as the fold sees them.

namespace echospec::capture::test {
namespace {

using wire::Close;
using wire::Conversation;
using wire::Handshake;
using wire::Outcome;
using wire::ResetCause;
using wire::Side;

std::string path_of(const std::string& name) {
    return std::string(ECHOSPEC_SOURCE_DIR) + "/tests/wire/captures/" + name;
}

std::vector<Conversation> conversations_of(const std::string& name) {
    return wire::fold_all(segments_of(path_of(name)), {.trust = wire::Trust::may_lack_segments});
}

TEST(Fixtures, ABrowserLikeSessionIsOrderly) {
    const auto all = conversations_of("browser.pcap");
    EXPECT_GE(all.size(), 2u);
    for (const Conversation& conversation : all) {
        EXPECT_EQ(judge(conversation).outcome, Outcome::orderly);
        EXPECT_EQ(conversation.first_fin, Side::client);
        EXPECT_EQ(conversation.ends.server.endpoint, all[0].ends.server.endpoint);
    }
}

TEST(Fixtures, AnEchoOfInetdIsOrderly) {
    const Conversation conversation = conversations_of("inetd.pcap").back();
    EXPECT_EQ(judge(conversation).outcome, Outcome::orderly);
    EXPECT_EQ(conversation.ends.client.octets, 12u);
    EXPECT_EQ(conversation.ends.server.octets, 12u);
    EXPECT_EQ(conversation.first_fin, Side::client);
}

TEST(Fixtures, AHalfCloseWithDataInItOverEveryLinkType) {
    for (const char* name :
         {"half_close.pcap", "cooked.pcap", "cooked_v2.pcap", "half_close.pcapng"}) {
        const auto all = conversations_of(name);
        ASSERT_EQ(all.size(), 1u) << name;
        EXPECT_EQ(all[0].close, Close::four_way) << name;
        EXPECT_EQ(all[0].first_fin, Side::client);
        EXPECT_EQ(all[0].half_close_octets, 10u);
        EXPECT_EQ(all[0].ends.client.octets, 300u);
        EXPECT_EQ(all[0].ends.client.state, wire::State::time_wait);
        EXPECT_EQ(all[0].ends.server.state, wire::State::closed);
    }
}

TEST(Fixtures, ResetsAreTracedToTheirCause) {
    const auto all = conversations_of("resets.pcap");
    ASSERT_EQ(all.size(), 4u);
    EXPECT_EQ(all[0].reset->cause, ResetCause::abort);
    EXPECT_EQ(all[0].reset->by, Side::client);
    EXPECT_EQ(all[1].reset->cause, ResetCause::unread_data_or_abort);
    EXPECT_EQ(all[1].reset->by, Side::server);
    EXPECT_EQ(all[2].reset->cause, ResetCause::data_after_close);
    EXPECT_EQ(all[3].reset->cause, ResetCause::no_listener);
    EXPECT_EQ(judge(all[3]).outcome, Outcome::refused);
}

TEST(Fixtures, ConnectionsCutByTheCaptureAreNotJudged) {
    const auto all = conversations_of("middle.pcap");
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].handshake, Handshake::unseen);
    EXPECT_EQ(all[1].close, Close::open);
    for (const Conversation& conversation : all) {
        EXPECT_EQ(judge(conversation).outcome, Outcome::incomplete);
    }
}

}  // namespace
}  // namespace echospec::capture::test
