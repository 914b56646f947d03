// SPDX-License-Identifier: Apache-2.0
#include "tests/support/sockets.hpp"

#include <arpa/inet.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/error.hpp"

namespace echospec::tests {
namespace {

using base::check_syscall;
using base::Descriptor;
using base::Endpoint;

// A socket address with its length. The sockets API names every type sockaddr.
struct Raw {
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    sockaddr* get() { return static_cast<sockaddr*>(static_cast<void*>(&storage)); }
    sockaddr_in& v4() { return *static_cast<sockaddr_in*>(static_cast<void*>(&storage)); }
    sockaddr_in6& v6() { return *static_cast<sockaddr_in6*>(static_cast<void*>(&storage)); }
};

Raw raw_of(const Endpoint& endpoint) {
    Raw raw;
    const auto& octets = endpoint.address.octets;
    if (endpoint.address.is_v6) {
        raw.size = sizeof(sockaddr_in6);
        raw.v6().sin6_family = AF_INET6;
        raw.v6().sin6_port = htons(endpoint.port);
        std::copy(octets.begin(), octets.end(), raw.v6().sin6_addr.s6_addr);
    } else {
        raw.size = sizeof(sockaddr_in);
        raw.v4().sin_family = AF_INET;
        raw.v4().sin_port = htons(endpoint.port);
        std::copy_n(octets.begin(), 4,
                    static_cast<uint8_t*>(static_cast<void*>(&raw.v4().sin_addr)));
    }
    return raw;
}

Endpoint endpoint_of(Raw& raw) {
    Endpoint endpoint;
    endpoint.address.is_v6 = raw.storage.ss_family == AF_INET6;
    if (endpoint.address.is_v6) {
        endpoint.port = ntohs(raw.v6().sin6_port);
        std::copy_n(raw.v6().sin6_addr.s6_addr, 16, endpoint.address.octets.begin());
    } else {
        endpoint.port = ntohs(raw.v4().sin_port);
        std::copy_n(static_cast<const uint8_t*>(static_cast<const void*>(&raw.v4().sin_addr)), 4,
                    endpoint.address.octets.begin());
    }
    return endpoint;
}

Descriptor open_for(const Endpoint& endpoint) {
    const int family = endpoint.address.is_v6 ? AF_INET6 : AF_INET;
    return Descriptor(check_syscall("socket", ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)));
}

Descriptor listen_with(const Endpoint& endpoint, int v6_only) {
    Descriptor socket = open_for(endpoint);
    const int on = 1;
    ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (endpoint.address.is_v6) {
        ::setsockopt(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, &v6_only, sizeof v6_only);
    }
    Raw raw = raw_of(endpoint);
    check_syscall("bind", ::bind(socket.get(), raw.get(), raw.size));
    check_syscall("listen", ::listen(socket.get(), 16));
    return socket;
}

}  // namespace

Descriptor listen_at(const Endpoint& endpoint) {
    return listen_with(endpoint, 0);
}

Descriptor listen_v6_only(const Endpoint& endpoint) {
    return listen_with(endpoint, 1);
}

Endpoint local_of(const Descriptor& socket) {
    Raw raw;
    check_syscall("getsockname", ::getsockname(socket.get(), raw.get(), &raw.size));
    return endpoint_of(raw);
}

Pair connect_to(const Descriptor& listener) {
    Endpoint to = local_of(listener);
    if (to.address.is_any()) to.address = base::Address::v4_loopback();
    Pair pair{open_for(to), {}};
    Raw raw = raw_of(to);
    check_syscall("connect", ::connect(pair.client.get(), raw.get(), raw.size));
    pair.server = accept_at(listener);
    return pair;
}

Descriptor accept_at(const Descriptor& listener) {
    return Descriptor(
        check_syscall("accept", ::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC)));
}

void reset(Descriptor& socket) {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(socket.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    socket.reset();
}

bool echoes(const Pair& pair) {
    char byte = 'a';
    return ::write(pair.client.get(), &byte, 1) == 1 && ::read(pair.server.get(), &byte, 1) == 1 &&
           ::write(pair.server.get(), &byte, 1) == 1 && ::read(pair.client.get(), &byte, 1) == 1;
}

// netinet/tcp.h, which Asio includes, knows an older and shorter tcp_info.
Segments segments_received(const Descriptor& socket) {
    tcp_info info{};
    socklen_t size = sizeof info;
    check_syscall("TCP_INFO", ::getsockopt(socket.get(), IPPROTO_TCP, TCP_INFO, &info, &size));
    return {info.tcpi_segs_in, info.tcpi_data_segs_in};
}

int connect_error(const Endpoint& to) {
    const Descriptor socket = open_for(to);
    Raw raw = raw_of(to);
    return ::connect(socket.get(), raw.get(), raw.size) == 0 ? 0 : errno;
}

base::Descriptor datagram_socket(const Endpoint& bound_to) {
    const int family = bound_to.address.is_v6 ? AF_INET6 : AF_INET;
    Descriptor socket(check_syscall("socket", ::socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0)));
    Raw raw = raw_of(bound_to);
    check_syscall("bind", ::bind(socket.get(), raw.get(), raw.size));
    return socket;
}

void connect_datagrams(const Descriptor& socket, const Endpoint& to) {
    Raw raw = raw_of(to);
    check_syscall("connect", ::connect(socket.get(), raw.get(), raw.size));
}

void send_datagram(const Descriptor& socket, const Endpoint& to, const std::string& bytes) {
    Raw raw = raw_of(to);
    check_syscall("sendto",
                  ::sendto(socket.get(), bytes.data(), bytes.size(), 0, raw.get(), raw.size));
}

Received receive_datagram(const Descriptor& socket) {
    std::string bytes(65536, '\0');
    Raw raw;
    const ssize_t size =
        ::recvfrom(socket.get(), bytes.data(), bytes.size(), 0, raw.get(), &raw.size);
    bytes.resize(static_cast<size_t>(check_syscall("recvfrom", static_cast<long>(size))));
    return {bytes, endpoint_of(raw)};
}

}  // namespace echospec::tests
