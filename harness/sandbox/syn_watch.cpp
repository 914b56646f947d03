// SPDX-License-Identifier: Apache-2.0
#include "sandbox/syn_watch.hpp"

#include <netinet/in.h>
#include <netinet/ip.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "base/error.hpp"

namespace echospec::sandbox {
namespace {

using base::Endpoint;
using Bytes = std::array<uint8_t, 256>;  // the headers; what is cut off is not needed

constexpr size_t kTcpHeader = 20;
constexpr uint8_t kSyn = 0x02, kAck = 0x10;

base::Descriptor open_raw(int family) {
    return base::Descriptor(::socket(family, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_TCP));
}

// The destination port of a segment that begins a connection (RFC 9293 §3.1).
std::optional<uint16_t> asked_port(const uint8_t* segment, size_t size) {
    if (size < kTcpHeader || (segment[13] & (kSyn | kAck)) != kSyn) return std::nullopt;
    return static_cast<uint16_t>(segment[2] << 8 | segment[3]);
}

// Raw IPv6 sockets give no IP header: the destination comes beside the bytes (ipv6(7)).
std::optional<base::Address> destination(msghdr& message) {
    for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr;
         part = CMSG_NXTHDR(&message, part)) {
        if (part->cmsg_level != IPPROTO_IPV6 || part->cmsg_type != IPV6_PKTINFO) continue;
        in6_pktinfo info{};
        std::memcpy(&info, CMSG_DATA(part), sizeof info);
        base::Address address{.is_v6 = true};
        std::memcpy(address.octets.data(), &info.ipi6_addr, address.octets.size());
        return address;
    }
    return std::nullopt;
}

}  // namespace

SynWatch::SynWatch() : v4_(open_raw(AF_INET)), v6_(open_raw(AF_INET6)) {
    base::check_syscall("watch for SYNs", v4_.get());
    if (!v6_) return;
    const int on = 1;
    base::check_syscall("watch for SYNs over IPv6",
                        ::setsockopt(v6_.get(), IPPROTO_IPV6, IPV6_RECVPKTINFO, &on, sizeof on));
}

const std::vector<Endpoint>& SynWatch::destinations() {
    take_v4();
    if (v6_) take_v6();
    return destinations_;
}

void SynWatch::take_v4() {
    Bytes packet;
    while (true) {
        const ssize_t size = ::recv(v4_.get(), packet.data(), packet.size(), 0);
        if (size < static_cast<ssize_t>(sizeof(iphdr))) return;
        const size_t header = size_t{packet[0] & 0x0FU} * 4;
        if (header > static_cast<size_t>(size)) continue;
        const auto port = asked_port(packet.data() + header, static_cast<size_t>(size) - header);
        Endpoint endpoint{.address = {.is_v6 = false}, .port = port.value_or(0)};
        std::copy_n(packet.begin() + offsetof(iphdr, daddr), 4, endpoint.address.octets.begin());
        if (port) note(endpoint);
    }
}

void SynWatch::take_v6() {
    Bytes segment;
    std::array<char, 128> control;
    while (true) {
        iovec place{segment.data(), segment.size()};
        msghdr message{};
        message.msg_iov = &place;
        message.msg_iovlen = 1;
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        const ssize_t size = ::recvmsg(v6_.get(), &message, 0);
        if (size < 0) return;
        const auto port = asked_port(segment.data(), static_cast<size_t>(size));
        const auto address = destination(message);
        if (port && address) note({.address = *address, .port = *port});
    }
}

void SynWatch::note(const Endpoint& destination) {
    const auto known = std::find(destinations_.begin(), destinations_.end(), destination);
    if (known == destinations_.end()) destinations_.push_back(destination);
}

}  // namespace echospec::sandbox
