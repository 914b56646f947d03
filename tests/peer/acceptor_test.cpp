// SPDX-License-Identifier: Apache-2.0
#include "peer/acceptor.hpp"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <boost/asio/io_context.hpp>

#include "base/error.hpp"
#include "peer/connection.hpp"
#include "tests/support/forked.hpp"
#include "tests/support/sockets.hpp"

namespace echospec::peer {
namespace {

using base::Descriptor;

const base::Address kV4 = base::Address::v4_loopback();
const base::Address kV6 = base::Address::v6_loopback();

// The tester as a server, and a plain client.
struct Bench {
    boost::asio::io_context loop{1};
    std::shared_ptr<Acceptor> acceptor = std::make_shared<Acceptor>(loop);
    std::shared_ptr<Connection> connection = std::make_shared<Connection>(loop, "client");
    base::Endpoint place;
    Descriptor client;

    // A port that was free a moment ago.
    explicit Bench(const base::Address& address)
        : place(tests::local_of(tests::listen_at({address, 0}))) {}

    void listen(std::optional<uint64_t> buffer) {
        acceptor->listen({.on = place, .receive_buffer = buffer, .send_buffer = buffer});
    }

    bool comes_true(const std::function<bool()>& is_so) {
        return tests::eventually([&] {
            loop.restart();
            loop.poll();
            return is_so();
        });
    }

    void connect() {
        client = Descriptor(::socket(place.address.is_v6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0));
        sockaddr_in6 v6{};
        sockaddr_in v4{};
        v6.sin6_family = AF_INET6;
        v4.sin_family = AF_INET;
        v6.sin6_port = v4.sin_port = htons(place.port);
        v6.sin6_addr = in6addr_loopback;
        v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const void* const to = place.address.is_v6 ? static_cast<const void*>(&v6) : &v4;
        const socklen_t size = place.address.is_v6 ? sizeof v6 : sizeof v4;
        ASSERT_EQ(::connect(client.get(), static_cast<const sockaddr*>(to), size), 0);
        ASSERT_TRUE(comes_true([&] { return acceptor->has_accepted(); }));
        connection->adopt(acceptor->take());
    }

    void say(const std::string& bytes) const {
        ASSERT_EQ(::send(client.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL),
                  static_cast<ssize_t>(bytes.size()));
    }

    std::string hear() const {
        std::array<char, 65536> buffer;
        const ssize_t size = ::recv(client.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        return {buffer.data(), size > 0 ? static_cast<size_t>(size) : 0};
    }

    bool hears_the_end() const {
        char byte = 0;
        return ::recv(client.get(), &byte, 1, MSG_DONTWAIT | MSG_PEEK) == 0;
    }
};

void expect_a_conversation(const base::Address& address) {
    Bench bench(address);
    bench.listen(std::nullopt);
    EXPECT_FALSE(bench.acceptor->has_accepted());
    bench.connect();
    EXPECT_FALSE(bench.acceptor->has_accepted());
    EXPECT_EQ(bench.connection->phase(), Phase::connected);
    EXPECT_EQ(bench.connection->local(), bench.place);
    EXPECT_EQ(bench.connection->remote(), tests::local_of(bench.client));
    bench.say("hello");
    EXPECT_TRUE(bench.comes_true([&] { return bench.connection->received() == "hello"; }));
    bench.connection->send({.bytes = "hi", .pieces = {}, .with_fin = true});
    std::string heard;
    EXPECT_TRUE(bench.comes_true([&] { return (heard += bench.hear()) == "hi"; }));
    EXPECT_TRUE(bench.comes_true([&] { return bench.hears_the_end(); }));
}

TEST(Acceptor, TakesClientsOverBothFamilies) {
    expect_a_conversation(kV4);
    expect_a_conversation(kV6);
}

TEST(Acceptor, CannotListenWhereSomebodyDoes) {
    const Descriptor taken = tests::listen_at({kV4, 0});
    boost::asio::io_context loop{1};
    const auto acceptor = std::make_shared<Acceptor>(loop);
    EXPECT_THROW(acceptor->listen({tests::local_of(taken), {}, {}}), base::HarnessError);
}

TEST(EchoBack, ReturnsWhatCameBeforeItAndWhatComesThen) {
    Bench bench(kV4);
    bench.listen(std::nullopt);
    bench.connect();
    bench.say("one");
    EXPECT_TRUE(bench.comes_true([&] { return bench.connection->received() == "one"; }));
    bench.connection->echo_back(std::nullopt);
    bench.say("two");
    std::string heard;
    EXPECT_TRUE(bench.comes_true([&] { return (heard += bench.hear()) == "onetwo"; }));
    EXPECT_FALSE(bench.hears_the_end());
    ::shutdown(bench.client.get(), SHUT_WR);
    EXPECT_TRUE(bench.comes_true([&] { return bench.hears_the_end(); }));
}

// As many bytes as the kernel takes of a client that does not read.
size_t written_until_full(Bench& bench) {
    const std::string bytes(16384, 'x');
    size_t total = 0;
    for (int idle = 0; idle < 50;) {
        const ssize_t size = ::send(bench.client.get(), bytes.data(), bytes.size(), MSG_DONTWAIT);
        total += size > 0 ? static_cast<size_t>(size) : 0;
        idle = size > 0 ? 0 : idle + 1;
        bench.loop.restart();
        bench.loop.run_for(std::chrono::milliseconds(1));
    }
    return total;
}

TEST(EchoBack, ReadsNoMoreWhileSoMuchWaitsToBeSent) {
    Bench bench(kV4);
    bench.listen(16384);
    bench.connect();
    bench.connection->echo_back(16384);
    const size_t written = written_until_full(bench);
    EXPECT_LT(bench.connection->received().size(), written);
    EXPECT_GE(bench.connection->queued(), 16384U);
    EXPECT_LT(bench.connection->queued(), 2 * 16384U);
    EXPECT_TRUE(bench.connection->is_paused());
    size_t heard = 0;
    EXPECT_TRUE(bench.comes_true([&] { return (heard += bench.hear().size()) == written; }));
    EXPECT_FALSE(bench.connection->is_paused());
}

}  // namespace
}  // namespace echospec::peer
