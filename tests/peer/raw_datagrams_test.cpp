// SPDX-License-Identifier: Apache-2.0
#include "peer/raw_datagrams.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace echospec::peer {
namespace {

using base::Address;
using base::Endpoint;

Address documentation(uint8_t last) {
    return {.is_v6 = false, .octets = {192, 0, 2, last}};
}

const Endpoint kOwn{documentation(1), 5000};
const Endpoint kTarget{documentation(2), 7};

// A peer that nothing is sent through: what comes is handed to it.
class RawDatagramPeers : public testing::Test {
  protected:
    static base::Descriptor some_socket() {
        std::array<int, 2> ends{};
        EXPECT_EQ(::socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, ends.data()), 0);
        ::close(ends[1]);
        return base::Descriptor(ends[0]);
    }

    bool takes_error_about(const Endpoint& source) {
        wire::IcmpError error;
        error.reporter = kTarget.address;
        error.type = 3;
        error.code = 3;
        error.source = source;
        error.destination = kTarget;
        return peer.take(error, "");
    }

    bool takes_datagram_for(const Endpoint& destination) {
        wire::Datagram datagram;
        datagram.source = kTarget;
        datagram.destination = destination;
        return peer.take(datagram, "");
    }

    boost::asio::io_context loop;
    RawWire wire{loop, some_socket(), {}};
    RawDatagrams peer{wire, "a", kOwn, kTarget};
};

TEST_F(RawDatagramPeers, TakeWhatIsForThem) {
    EXPECT_TRUE(takes_datagram_for(kOwn));
    EXPECT_FALSE(takes_datagram_for({kOwn.address, 5001}));
    EXPECT_FALSE(takes_datagram_for({documentation(9), 5000}));
    ASSERT_EQ(peer.received().size(), 1U);
    EXPECT_EQ(peer.received()[0].from, kTarget);
}

TEST_F(RawDatagramPeers, TakeErrorsAboutWhatTheySent) {
    EXPECT_TRUE(takes_error_about(kOwn));
    EXPECT_FALSE(takes_error_about({kOwn.address, 5001}));
    EXPECT_FALSE(takes_error_about(kTarget));
    ASSERT_EQ(peer.errors().size(), 1U);
    EXPECT_EQ(peer.errors()[0].code, 3);
    EXPECT_TRUE(peer.received().empty());
}

}  // namespace
}  // namespace echospec::peer
