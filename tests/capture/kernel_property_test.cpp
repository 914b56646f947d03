// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <barrier>
#include <random>
#include <thread>

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "tests/capture/loopback.hpp"
#include "tests/capture/temporary_folder.hpp"
#include "wire/conversations.hpp"
#include "wire/ladder.hpp"

// Whatever two kernels say to each other is legal: two threads do random things to the two ends
// of a connection, without regard for each other, and no fold of the capture may find a breach.

namespace echospec::capture::test {
namespace {

using Random = std::minstd_rand;

int up_to(Random& random, int limit) {
    return static_cast<int>(random() % static_cast<unsigned>(limit));
}

void send_some(int fd, Random& random) {
    static const std::string kBytes(200000, 'x');
    const int size = up_to(random, 3) == 0 ? up_to(random, 200000) : 1 + up_to(random, 3000);
    const ssize_t ignored =
        ::send(fd, kBytes.data(), static_cast<size_t>(size), MSG_NOSIGNAL | MSG_DONTWAIT);
    static_cast<void>(ignored);  // a reset or a full queue is part of the game
}

void read_some(int fd, Random& random) {
    std::string buffer(static_cast<size_t>(1 + up_to(random, 100000)), '\0');
    const ssize_t ignored = ::recv(fd, buffer.data(), buffer.size(), MSG_DONTWAIT);
    static_cast<void>(ignored);
}

void set_flag(int fd, int option, int value) {
    ::setsockopt(fd, IPPROTO_TCP, option, &value, sizeof value);
}

// Ends with a close: plain, with linger zero, or after the other end's last octet.
void play(base::Descriptor socket, unsigned seed, std::barrier<>& together) {
    Random random(seed);
    const int fd = socket.get();
    set_flag(fd, TCP_NODELAY, up_to(random, 2));
    for (int i = up_to(random, 12); i > 0; --i) {
        switch (up_to(random, 8)) {
            case 0:
                ::shutdown(fd, SHUT_WR);
                break;
            case 1:
                set_flag(fd, TCP_CORK, up_to(random, 2));
                break;
            case 2:
                std::this_thread::yield();
                break;
            case 3:
            case 4:
                read_some(fd, random);
                break;
            default:
                send_some(fd, random);
                break;
        }
    }
    const linger abort{1, 0};
    const int ending = up_to(random, 4);
    if (ending == 0) ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &abort, sizeof abort);
    if (seed % 4 < 2) together.arrive_and_wait();  // so that closes cross, now and then
    if (ending < 2) return;
    ::shutdown(fd, SHUT_WR);
    const timeval limit{5, 0};  // never reached: the other end closes, whatever it does
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    std::string buffer(65536, '\0');
    while (::recv(fd, buffer.data(), buffer.size(), 0) > 0) {
    }
}

struct Listener {
    base::Descriptor socket;
    sockaddr_in6 address{};
};

Listener listen_on_loopback() {
    Listener listener;
    listener.socket =
        base::Descriptor(base::check_syscall("socket", ::socket(AF_INET6, SOCK_STREAM, 0)));
    listener.address.sin6_family = AF_INET6;
    auto* address = reinterpret_cast<sockaddr*>(&listener.address);
    socklen_t size = sizeof listener.address;
    base::check_syscall("bind", ::bind(listener.socket.get(), address, size));
    base::check_syscall("listen", ::listen(listener.socket.get(), 16));
    base::check_syscall("name", ::getsockname(listener.socket.get(), address, &size));
    return listener;
}

base::Descriptor dial(const Listener& listener, bool ipv6) {
    base::Descriptor socket(
        base::check_syscall("socket", ::socket(ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0)));
    if (ipv6) {
        sockaddr_in6 to = listener.address;
        to.sin6_addr = in6addr_loopback;
        base::check_syscall("connect",
                            ::connect(socket.get(), reinterpret_cast<sockaddr*>(&to), sizeof to));
    } else {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = listener.address.sin6_port;
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        base::check_syscall("connect",
                            ::connect(socket.get(), reinterpret_cast<sockaddr*>(&to), sizeof to));
    }
    return socket;
}

void play_sessions(unsigned seed, unsigned count) {
    const Listener listener = listen_on_loopback();
    for (unsigned i = 0; i < count; ++i) {
        base::Descriptor client = dial(listener, i % 2 == 0);
        base::Descriptor server(
            base::check_syscall("accept", ::accept(listener.socket.get(), nullptr, nullptr)));
        const unsigned own = seed * 100000 + i * 2;
        std::barrier together(2);
        std::thread other([&] { play(std::move(server), own + 1, together); });
        play(std::move(client), own, together);
        other.join();
    }
}

class KernelProperty : public testing::TestWithParam<int> {};

TEST_P(KernelProperty, WhatTwoKernelsSayIsLegal) {
    const TemporaryFolder folder;
    const std::string path = folder.file("sessions.pcap");
    const auto scenario = [] { play_sessions(static_cast<unsigned>(GetParam()), 150); };
    const Recording recording = record_loopback(path, GetParam(), scenario);
    if (!recording.refused.empty()) {
        if (std::getenv("ECHOSPEC_MUST_ISOLATE") != nullptr) FAIL() << recording.refused;
        GTEST_SKIP() << recording.refused;
    }
    const auto trust = recording.complete ? wire::Trust::complete : wire::Trust::may_lack_segments;
    const auto conversations =
        wire::fold_all(segments_of(path), {.trust = trust, .head = 1000, .tail = 10});
    EXPECT_EQ(conversations.size(), 150u);
    for (const wire::Conversation& conversation : conversations) {
        EXPECT_EQ(conversation.violation_count, 0u) << wire::ladder(conversation);
        EXPECT_EQ(conversation.handshake, wire::Handshake::three_way);
        if (!recording.complete) continue;
        EXPECT_EQ(conversation.ends.client.unseen + conversation.ends.server.unseen, 0u)
            << wire::ladder(conversation);
    }
}

INSTANTIATE_TEST_SUITE_P(Mtu, KernelProperty, testing::Values(65536, 1500, 1280));

}  // namespace
}  // namespace echospec::capture::test
