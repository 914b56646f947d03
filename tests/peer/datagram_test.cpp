// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <chrono>

#include "peer/datagram_socket.hpp"
#include "tests/support/sockets.hpp"

namespace echospec::peer {
namespace {

using base::Address;
using base::Descriptor;
using base::Endpoint;

const Endpoint kAnyPort{Address::v4_loopback(), 0};

// A tester's socket, and the plain one that it asks.
class DatagramSockets : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_EQ(tester_->open({.local = kAnyPort, .receive_buffer = {}}), "");
    }
    void run() { loop_.run_for(std::chrono::milliseconds(20)); }

    boost::asio::io_context loop_{1};
    Descriptor target_ = tests::datagram_socket(kAnyPort);
    std::shared_ptr<DatagramSocket> tester_ = std::make_shared<DatagramSocket>(loop_, "client");
};

TEST_F(DatagramSockets, SendEachPayloadAsADatagramOfItsOwn) {
    tester_->send(tests::local_of(target_), "one");
    tester_->send(tests::local_of(target_), "");
    tester_->send(tests::local_of(target_), std::string(65507, 'x'));
    EXPECT_EQ(tester_->queued(), 0U);
    const tests::Received first = tests::receive_datagram(target_);
    EXPECT_EQ(first.bytes, "one");
    EXPECT_EQ(first.from, tester_->local());
    EXPECT_EQ(tests::receive_datagram(target_).bytes, "");
    EXPECT_EQ(tests::receive_datagram(target_).bytes.size(), 65507U);
    EXPECT_EQ(tester_->sent().size(), 3U);
}

TEST_F(DatagramSockets, TakeDatagramsFromAnywhereAndSayFromWhere) {
    const Descriptor other = tests::datagram_socket(kAnyPort);
    tests::send_datagram(target_, tester_->local(), "answer");
    tests::send_datagram(other, tester_->local(), "");
    run();
    ASSERT_EQ(tester_->received().size(), 2U);
    EXPECT_EQ(tester_->received()[0].payload, "answer");
    EXPECT_EQ(tester_->received()[0].from, tests::local_of(target_));
    EXPECT_EQ(tester_->received()[1].payload, "");
    EXPECT_EQ(tester_->received()[1].from, tests::local_of(other));
}

TEST_F(DatagramSockets, SayWhyAnAddressCannotBeHad) {
    const auto second = std::make_shared<DatagramSocket>(loop_, "second");
    const std::string why = second->open({.local = tester_->local(), .receive_buffer = {}});
    EXPECT_EQ(why, "the tester cannot bind " + base::to_string(tester_->local()) +
                       ": Address already in use");
    EXPECT_FALSE(second->is_open());
}

TEST_F(DatagramSockets, HearNothingOnceClosed) {
    const Endpoint own = tester_->local();
    tester_->close();
    tests::send_datagram(target_, own, "late");
    run();
    EXPECT_TRUE(tester_->received().empty());
}

TEST_F(DatagramSockets, AdoptAClientWithAllThatItHasSent) {
    const Descriptor other = tests::datagram_socket(kAnyPort);
    tests::send_datagram(target_, tester_->local(), "first");
    tests::send_datagram(other, tester_->local(), "of another");
    run();
    ASSERT_EQ(tester_->newcomer(), tests::local_of(target_));
    const auto client = std::make_shared<DatagramSocket>(loop_, "a");
    client->adopt(tester_, *tester_->newcomer());
    EXPECT_EQ(tester_->newcomer(), tests::local_of(other));
    tests::send_datagram(target_, tester_->local(), "second");
    run();
    ASSERT_EQ(client->received().size(), 2U);
    EXPECT_EQ(client->received()[1].payload, "second");
    EXPECT_EQ(tester_->received().size(), 1U);
    client->send(client->asked, "answer");
    const tests::Received answer = tests::receive_datagram(target_);
    EXPECT_EQ(answer.bytes, "answer");
    EXPECT_EQ(answer.from, tester_->local());
    EXPECT_EQ(client->before_answer, 2U);
    client->close();
    EXPECT_FALSE(tester_->is_open());
}

}  // namespace
}  // namespace echospec::peer
