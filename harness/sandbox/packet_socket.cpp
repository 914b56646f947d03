// SPDX-License-Identifier: Apache-2.0
#include "sandbox/packet_socket.hpp"

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>

#include <chrono>
#include <cstring>
#include <ctime>

#include "base/error.hpp"

namespace echospec::sandbox {
namespace {

using base::check_syscall;

constexpr int kBuffer = 64 << 20;

void set_option(int socket, int option, int value) {
    check_syscall("set up a packet socket",
                  ::setsockopt(socket, SOL_SOCKET, option, &value, sizeof value));
}

void attach(int socket, std::vector<sock_filter>& filter) {
    const sock_fprog program{.len = static_cast<unsigned short>(filter.size()),
                             .filter = filter.data()};
    check_syscall("filter packets",
                  ::setsockopt(socket, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program));
}

// SO_RCVBUFFORCE goes beyond net.core.rmem_max, for root only.
void enlarge_buffer(int socket) {
    if (::setsockopt(socket, SOL_SOCKET, SO_RCVBUFFORCE, &kBuffer, sizeof kBuffer) == 0) return;
    set_option(socket, SO_RCVBUF, kBuffer);
}

}  // namespace

// Opened for no protocol, it takes nothing until it is bound.
base::Descriptor open_packet_socket(unsigned device, std::vector<sock_filter> filter) {
    base::Descriptor socket(check_syscall(
        "open a packet socket", ::socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)));
    attach(socket.get(), filter);
    enlarge_buffer(socket.get());
    set_option(socket.get(), SO_TIMESTAMPNS, 1);
    sockaddr_ll address{};
    address.sll_family = AF_PACKET;
    address.sll_protocol = htons(ETH_P_ALL);
    address.sll_ifindex = static_cast<int>(device);
    sockaddr_storage storage{};
    std::memcpy(&storage, &address, sizeof address);
    check_syscall("bind a packet socket",
                  ::bind(socket.get(), static_cast<const sockaddr*>(static_cast<void*>(&storage)),
                         sizeof address));
    return socket;
}

base::Instant time_of(msghdr& message) {
    for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr;
         part = CMSG_NXTHDR(&message, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_TIMESTAMPNS) continue;
        timespec time{};
        std::memcpy(&time, CMSG_DATA(part), sizeof time);
        return base::Instant(std::chrono::seconds(time.tv_sec) +
                             std::chrono::nanoseconds(time.tv_nsec));
    }
    return base::wall_now();
}

}  // namespace echospec::sandbox
