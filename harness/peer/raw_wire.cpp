// SPDX-License-Identifier: Apache-2.0
#include "peer/raw_wire.hpp"

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <cstring>

#include "base/error.hpp"
#include "sandbox/packet_socket.hpp"
#include "wire/decode.hpp"

namespace echospec::peer {
namespace {

constexpr size_t kLongestPacket = 65536;

// Shared by the wires of the worker: only what is kept is copied out of it.
std::vector<char>& packet_buffer() {
    static std::vector<char> buffer(kLongestPacket);
    return buffer;
}

int device_of(int socket) {
    sockaddr_ll address{};
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    base::check_syscall(
        "ask for the raw peer's device",
        ::getsockname(socket, static_cast<sockaddr*>(static_cast<void*>(&storage)), &size));
    std::memcpy(&address, &storage, sizeof address);
    return address.sll_ifindex;
}

// A TUN device has no addresses, and a TAP's is not known.
constexpr HardwareAddress kEverybody{0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};

void send_on(int socket, const base::Bytes& packet, const HardwareAddress& to) {
    sockaddr_ll address{};
    address.sll_family = AF_PACKET;
    address.sll_protocol = htons((packet.at(0) >> 4 & 0xF) == 6 ? ETH_P_IPV6 : ETH_P_IP);
    address.sll_ifindex = device_of(socket);
    address.sll_halen = static_cast<unsigned char>(to.size());
    std::copy(to.begin(), to.end(), std::begin(address.sll_addr));
    sockaddr_storage storage{};
    std::memcpy(&storage, &address, sizeof address);
    base::check_syscall(
        "send a packet of the raw peer",
        static_cast<long>(::sendto(socket, packet.data(), packet.size(), 0,
                                   static_cast<const sockaddr*>(static_cast<void*>(&storage)),
                                   sizeof address)));
}

}  // namespace

RawWire::RawWire(boost::asio::io_context& loop, base::Descriptor socket, HardwareAddress near)
    : socket_(loop, socket.release()), side_way_(loop), near_(near) {
    socket_.non_blocking(true);
    wait(socket_);
}

void RawWire::open_side_way(base::Descriptor socket) {
    side_way_.assign(socket.release());
    side_way_.non_blocking(true);
    wait(side_way_);
}

RawWire::~RawWire() {
    if (side_way_.is_open()) {
        base::close_in_background(base::Descriptor(side_way_.release()));
    }
    base::close_in_background(base::Descriptor(socket_.release()));
}

void RawWire::send(const base::Bytes& packet) {
    ++sent_;
    send_on(socket_.native_handle(), packet, near_);
}

void RawWire::send_aside(const base::Bytes& packet) {
    if (!side_way_.is_open()) return send(packet);
    send_on(side_way_.native_handle(), packet, kEverybody);
}

void RawWire::wait(Socket& socket) {
    socket.async_wait(Socket::wait_read, [this, &socket](const boost::system::error_code& error) {
        if (error) return;
        take_all(socket);
        wait(socket);
    });
}

void RawWire::take_all(Socket& socket) {
    std::vector<char>& buffer = packet_buffer();
    std::array<char, 128> control{};
    while (true) {
        iovec place{buffer.data(), buffer.size()};
        msghdr message{};
        message.msg_iov = &place;
        message.msg_iovlen = 1;
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        const ssize_t size = ::recvmsg(socket.native_handle(), &message, MSG_DONTWAIT);
        if (size < 0) return;
        hand_out({buffer.data(), static_cast<size_t>(size)}, sandbox::time_of(message));
    }
}

void RawWire::hand_out(std::string_view bytes, base::Instant time) {
    const base::Bytes copy(bytes);  // taking it may send, and so take the next one
    const wire::Frame frame =
        wire::decode({time, wire::LinkType::raw_ip, copy, static_cast<uint32_t>(copy.size())});
    std::erase_if(ends_, [](const auto& end) { return end.expired(); });
    for (size_t i = ends_.size(); i-- > 0;) {
        const auto end = ends_[i].lock();
        if (end && end->take(frame, copy)) return;
    }
}

}  // namespace echospec::peer
