// SPDX-License-Identifier: Apache-2.0
#include "verdict/sender.hpp"

#include <gtest/gtest.h>

namespace echospec::verdict {
namespace {

using State = Judgement::State;

base::Endpoint at(const std::string& address, uint16_t port) {
    return {*base::parse_address(address), port};
}

TEST(Sender, IsShownInTheFormsOfManyLanguages) {
    const base::Endpoint v4 = at("127.0.0.1", 40000);
    for (const char* const output :
         {"Received: b'hi' from ('127.0.0.1', 40000)\n", "hi from 127.0.0.1:40000\n",
          "127.0.0.1 40000", "/127.0.0.1:40000", "port 40000 of 127.0.0.1.",
          "[::ffff:127.0.0.1]:40000", "('::ffff:127.0.0.1', 40000, 0, 0)", "localhost:40000",
          "addr=127.0.0.1:hi port=40000", "from:127.0.0.1:40000"}) {
        EXPECT_TRUE(shows_sender(output, v4)) << output;
    }
    for (const char* const output :
         {"('::1', 40000, 0, 0)", "[::1]:40000", "0:0:0:0:0:0:0:1 40000",
          "/[0:0:0:0:0:0:0:1]:40000", "::1.40000", "ip6-localhost, 40000"}) {
        EXPECT_TRUE(shows_sender(output, at("::1", 40000))) << output;
    }
}

TEST(Sender, IsNotShownByDigitsOfOtherNumbers) {
    const base::Endpoint sender = at("127.0.0.1", 4000);
    for (const char* const output : {"", "hi", "127.0.0.1", "127.0.0.1:40000", "127.0.0.11 4000",
                                     "1127.0.0.1 4000", "127.0.0.9:4000", "4000"}) {
        EXPECT_FALSE(shows_sender(output, sender)) << output;
    }
    EXPECT_FALSE(shows_sender("localhost:4000", at("127.0.0.9", 4000)));
}

TEST(Sender, OfAPortInNetworkByteOrderSaysSo) {
    const Judgement judgement =
        judge_sender(at("127.0.0.1", 40000), "hi 127.0.0.1:16540", Finality::final);
    EXPECT_EQ(judgement.state, State::broken);
    EXPECT_EQ(judgement.finding.expected,
              "stdout shows the sender's address and port, 127.0.0.1:40000");
    EXPECT_EQ(
        judgement.finding.observed,
        "port 16540, which is 40000 with its bytes swapped: on stdout \"hi 127.0.0.1:16540\"");
    EXPECT_EQ(judge_sender(at("127.0.0.1", 80), "127.0.0.1", Finality::final).finding.observed,
              "the port is not there: on stdout \"127.0.0.1\"");
    EXPECT_EQ(judge_sender(at("127.0.0.1", 80), "80", Finality::final).finding.observed,
              "the address is not there: on stdout \"80\"");
    EXPECT_EQ(judge_sender(at("127.0.0.1", 1), "", Finality::final).finding.observed,
              "nothing on stdout");
}

TEST(Sender, IsWaitedForAsLongAsMoreMayBePrinted) {
    EXPECT_EQ(judge_sender(at("127.0.0.1", 80), "127.0.0.1:8", Finality::open).state,
              State::pending);
    EXPECT_EQ(judge_sender(at("127.0.0.1", 80), "127.0.0.1:80", Finality::open).state,
              State::holds);
}

TEST(WithSender, WantsADatagramTogetherWithItsOwnSender) {
    const std::vector<Sent> sent{{at("127.0.0.1", 8080), "hello"},
                                 {at("127.0.0.9", 5000), "forged"}};
    const auto state = [&](const char* output) {
        return judge_with_sender(sent, output, Finality::final).state;
    };
    EXPECT_EQ(state("hello from 127.0.0.1:8080"), State::holds);
    EXPECT_EQ(state("forged from 127.0.0.9:5000"), State::holds);
    EXPECT_EQ(state("forged from 127.0.0.1:8080"), State::broken);
    EXPECT_EQ(state("hello"), State::broken);
    EXPECT_EQ(judge_with_sender(sent, "", Finality::final).finding.expected,
              "stdout shows \"hello\" from 127.0.0.1:8080, or \"forged\" from 127.0.0.9:5000");
    EXPECT_EQ(judge_with_sender(sent, "", Finality::open).state, State::pending);
}

}  // namespace
}  // namespace echospec::verdict
