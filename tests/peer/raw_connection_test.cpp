// SPDX-License-Identifier: Apache-2.0
#include "peer/raw_connection.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include "peer/raw_datagrams.hpp"
#include "sandbox/raw_link.hpp"
#include "tests/support/forked.hpp"
#include "tests/support/sockets.hpp"

// The raw peer's ends on a real link, and plain sockets of the kernel at the other side of it.

namespace echospec::peer {
namespace {

using base::Address;
using base::Endpoint;
using tests::in_sandbox;
using tests::User;

class RawConnections : public tests::NeedsSandbox {};

Address loopback(uint8_t last) {
    return {.is_v6 = false, .octets = {127, 0, 0, last}};
}

const Endpoint kTarget{loopback(1), 7};
const Endpoint kTester{loopback(2), 20001};

// The wire is made in the network that is entered, and outlived by its ends.
class Ground {
  public:
    Ground()
        : Ground(sandbox::open_raw_link(
              {.here = {loopback(1)}, .beyond = {loopback(2)}, .source = loopback(1)})) {}

    std::shared_ptr<RawConnection> open(const RawConnection::Ends& ends) {
        auto connection = std::make_shared<RawConnection>(
            loop_, wire_, "client", ends,
            RawTcp::Offer{.initial = {0xFFFFFFF0}, .mss = 1460, .window = 30000});
        wire_.add(connection);
        return connection;
    }
    std::shared_ptr<RawDatagrams> open_datagrams() {
        auto datagrams = std::make_shared<RawDatagrams>(wire_, "client", kTester, kTarget);
        wire_.add(datagrams);
        return datagrams;
    }
    bool comes_true(const std::function<bool()>& is_so) {
        return tests::eventually([&] {
            loop_.restart();
            loop_.poll();
            return is_so();
        });
    }

  private:
    explicit Ground(sandbox::RawLink link)
        : wire_(loop_, std::move(link.far), link.near_hardware) {}

    boost::asio::io_context loop_{1};
    RawWire wire_;
};

std::string read_all(const base::Descriptor& socket, size_t size) {
    std::string bytes(size, '\0');
    EXPECT_EQ(::recv(socket.get(), bytes.data(), size, MSG_WAITALL), static_cast<ssize_t>(size));
    return bytes;
}

TEST_F(RawConnections, AreStreamsLikeAnyOther) {
    in_sandbox(User::same, [] {
        Ground ground;
        const auto listener = tests::listen_at(kTarget);
        const auto connection = ground.open({kTester, kTarget});
        connection->open();
        ASSERT_TRUE(ground.comes_true([&] { return connection->phase() == Phase::connected; }));
        base::Descriptor target = tests::accept_at(listener);
        connection->send({std::string(5000, 'x'), {}});
        EXPECT_EQ(read_all(target, 5000), std::string(5000, 'x'));
        ::send(target.get(), "hello", 5, 0);
        target.reset();
        EXPECT_TRUE(ground.comes_true([&] { return connection->ending() == Ending::fin; }));
        EXPECT_EQ(connection->received(), "hello");
        EXPECT_EQ(connection->sent(), std::string(5000, 'x'));
        connection->half_close();
        EXPECT_TRUE(ground.comes_true([&] { return !connection->awaits_ack(); }));
        std::vector<Event::Kind> kinds;
        for (const Event& event : connection->events())
            kinds.push_back(event.kind);
        EXPECT_EQ(kinds, (std::vector<Event::Kind>{Event::Kind::connected, Event::Kind::received,
                                                   Event::Kind::fin}));
    });
}

TEST_F(RawConnections, AreTakenByWhoeverSendsTheFirstSyn) {
    in_sandbox(User::same, [] {
        Ground ground;
        const auto connection = ground.open({{loopback(2), 7}, {loopback(1), 0}});
        connection->answer();
        const tests::Child client([] { tests::connect_error({loopback(2), 7}); });
        EXPECT_TRUE(ground.comes_true([&] { return connection->ending() == Ending::fin; }));
        EXPECT_EQ(connection->remote().address, loopback(1));
        EXPECT_NE(connection->remote().port, 0);
    });
}

TEST_F(RawConnections, AreRefusedWhereNobodyListens) {
    in_sandbox(User::same, [] {
        Ground ground;
        const auto connection = ground.open({kTester, kTarget});
        connection->open();
        EXPECT_TRUE(ground.comes_true([&] { return connection->ending() == Ending::reset; }));
        EXPECT_EQ(connection->phase(), Phase::refused);
        EXPECT_FALSE(connection->last_packet().empty());
    });
}

TEST_F(RawConnections, AreResetWhereTheTargetLingersForNothing) {
    in_sandbox(User::same, [] {
        Ground ground;
        const auto listener = tests::listen_at(kTarget);
        const auto connection = ground.open({kTester, kTarget});
        connection->open();
        ASSERT_TRUE(ground.comes_true([&] { return connection->phase() == Phase::connected; }));
        base::Descriptor target = tests::accept_at(listener);
        tests::reset(target);
        EXPECT_TRUE(ground.comes_true([&] { return connection->ending() == Ending::reset; }));
        EXPECT_EQ(connection->phase(), Phase::connected);
    });
}

// What was queued while the case shook hands by its own segments.
TEST_F(RawConnections, SendOnceTheCaseHasShakenHands) {
    in_sandbox(User::same, [] {
        Ground ground;
        const auto listener = tests::listen_at(kTarget);
        const auto connection = ground.open({kTester, kTarget});
        connection->write(connection->draft({.syn = true}), false);
        connection->send({"hello", {}});
        ASSERT_TRUE(ground.comes_true([&] { return !connection->tcp().arrivals().empty(); }));
        connection->write(connection->draft({.ack = true}), false);
        EXPECT_EQ(read_all(tests::accept_at(listener), 5), "hello");
    });
}

// The second SYN finds the listener's queue full, and is dropped.
TEST_F(RawConnections, SendAgainWhatIsNotAcknowledged) {
    in_sandbox(User::same, [] {
        Ground ground;
        const auto listener = tests::listen_at(kTarget);
        const auto first = ground.open({kTester, kTarget});
        ::listen(listener.get(), 0);  // room for one
        first->open();
        ASSERT_TRUE(ground.comes_true([&] { return first->phase() == Phase::connected; }));
        const auto second = ground.open({{loopback(2), 20002}, kTarget});
        second->open();
        EXPECT_FALSE(second->tcp().is_established());
        const base::Descriptor accepted = tests::accept_at(listener);
        EXPECT_TRUE(ground.comes_true([&] { return second->phase() == Phase::connected; }));
        EXPECT_FALSE(second->awaits_ack());
    });
}

TEST_F(RawConnections, CloseTheirWindowWhilePausedAndAbortByReset) {
    in_sandbox(User::same, [] {
        Ground ground;
        const auto listener = tests::listen_at(kTarget);
        const auto connection = ground.open({kTester, kTarget});
        connection->open();
        ASSERT_TRUE(ground.comes_true([&] { return connection->phase() == Phase::connected; }));
        connection->pause_reading();
        EXPECT_TRUE(connection->is_paused());
        EXPECT_EQ(connection->draft({.ack = true}).window, 0);
        connection->resume_reading();
        EXPECT_EQ(connection->draft({.ack = true}).window, 30000);
        connection->abort();
        EXPECT_TRUE(connection->is_released());
        const base::Descriptor target = tests::accept_at(listener);
        char byte = 0;
        EXPECT_EQ(::recv(target.get(), &byte, 1, 0), -1);
        EXPECT_EQ(errno, ECONNRESET);
    });
}

TEST_F(RawConnections, HaveDatagramsBesideThem) {
    in_sandbox(User::same, [] {
        Ground ground;
        const auto target = tests::datagram_socket(kTarget);
        const auto datagrams = ground.open_datagrams();
        datagrams->write(datagrams->draft("one"));
        wire::DatagramDraft other = datagrams->draft("two");
        other.source_port = 20002;
        datagrams->write(other);
        for (const char* const text : {"one", "two"}) {
            const tests::Received received = tests::receive_datagram(target);
            EXPECT_EQ(received.bytes, text);
            tests::send_datagram(target, received.from, received.bytes);
        }
        ASSERT_TRUE(ground.comes_true([&] { return datagrams->received().size() == 2; }));
        EXPECT_EQ(datagrams->received()[0].payload, "one");
        EXPECT_EQ(datagrams->received()[1].payload, "two");
        EXPECT_EQ(datagrams->received()[1].from, kTarget);
    });
}

TEST_F(RawConnections, TakeNoDatagramOfAWrongChecksumToTheProgram) {
    in_sandbox(User::same, [] {
        Ground ground;
        const auto target = tests::datagram_socket(kTarget);
        const auto datagrams = ground.open_datagrams();
        wire::DatagramDraft damaged = datagrams->draft("damaged");
        damaged.checksum = wire::ChecksumKind::wrong;
        datagrams->write(damaged);
        wire::DatagramDraft bare = datagrams->draft("bare");  // RFC 768: no checksum was made
        bare.checksum = wire::ChecksumKind::zero;
        datagrams->write(bare);
        EXPECT_EQ(tests::receive_datagram(target).bytes, "bare");
    });
}

}  // namespace
}  // namespace echospec::peer
