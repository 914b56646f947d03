// SPDX-License-Identifier: Apache-2.0
#include "sandbox/tap.hpp"

#include <arpa/inet.h>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <memory>

#include "base/error.hpp"
#include "sandbox/packet_socket.hpp"
#include "sandbox/raw_link.hpp"

namespace echospec::sandbox {
namespace {

using base::check_syscall;

constexpr uint32_t kLoopback = 1;  // the index of `lo` in every namespace
constexpr unsigned kBatch = 32;
constexpr size_t kLongestFrame = 65536;
constexpr size_t kHeaders = 160;           // IPv6 and TCP with all its options, and some
constexpr uint64_t kKeptWhole = 4U << 20;  // octets of frames in all, before only headers are
constexpr size_t kMostFrames = 200'000;

constexpr uint32_t field(int which) {
    return static_cast<uint32_t>(SKF_AD_OFF + which);
}

// IP alone, and each packet once: on `lo` it passes going out and coming in, between the raw peer
// and the target at both ends of their link.
std::vector<sock_filter> each_packet_once(Passage passage) {
    const uint32_t also_left_out = passage == Passage::direct ? kFarDevice : kNearDevice;
    return {
        {BPF_LD | BPF_W | BPF_ABS, 0, 0, field(SKF_AD_PROTOCOL)},
        {BPF_JMP | BPF_JEQ | BPF_K, 1, 0, ETH_P_IP},
        {BPF_JMP | BPF_JEQ | BPF_K, 0, 7, ETH_P_IPV6},
        {BPF_LD | BPF_W | BPF_ABS, 0, 0, field(SKF_AD_IFINDEX)},
        {BPF_JMP | BPF_JEQ | BPF_K, 5, 0, kFarDevice},
        {BPF_JMP | BPF_JEQ | BPF_K, 4, 0, also_left_out},
        {BPF_JMP | BPF_JEQ | BPF_K, 0, 2, kLoopback},
        {BPF_LD | BPF_W | BPF_ABS, 0, 0, field(SKF_AD_PKTTYPE)},
        {BPF_JMP | BPF_JEQ | BPF_K, 1, 0, PACKET_OUTGOING},
        {BPF_RET | BPF_K, 0, 0, 0x40000},
        {BPF_RET | BPF_K, 0, 0, 0},
    };
}

// The kernel stamps packets while anybody wants it, and takes a moment to begin: this worker always
// does.
base::Descriptor keep_stamping() {
    base::Descriptor socket(
        check_syscall("socket", ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)));
    const int on = 1;
    check_syscall("have packets stamped",
                  ::setsockopt(socket.get(), SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on));
    return socket;
}

base::Duration wall_offset() {
    return base::wall_now() - base::Clock::now();
}

// Room for a batch of the longest frames; one for each worker, since it has one thread.
struct Batch {
    std::unique_ptr<char[]> bytes =  // touched as far as it is used
        std::make_unique_for_overwrite<char[]>(kBatch * kLongestFrame);
    std::array<std::array<char, 128>, kBatch> controls{};
    std::array<sockaddr_ll, kBatch> origins{};
    std::array<iovec, kBatch> places{};
    std::array<mmsghdr, kBatch> messages{};

    void prepare() {
        for (size_t i = 0; i < kBatch; ++i) {
            places.at(i) = {bytes.get() + i * kLongestFrame, kLongestFrame};
            msghdr& header = messages.at(i).msg_hdr;
            header = {};
            header.msg_iov = &places.at(i);
            header.msg_iovlen = 1;
            header.msg_name = &origins.at(i);
            header.msg_namelen = sizeof(sockaddr_ll);
            header.msg_control = controls.at(i).data();
            header.msg_controllen = controls.at(i).size();
        }
    }
};

Batch& batch() {
    static Batch the_batch;
    return the_batch;
}

bool is_from_raw_peer(const sockaddr_ll& origin) {
    return origin.sll_ifindex == static_cast<int>(kNearDevice) &&
           origin.sll_pkttype != PACKET_OUTGOING;
}

}  // namespace

Tap::Tap(Passage passage)
    : socket_(open_packet_socket(0, each_packet_once(passage))), offset_(wall_offset()) {
    static const base::Descriptor keeper = keep_stamping();
}

Tap::~Tap() {
    base::close_in_background(std::move(socket_));
}

void Tap::take() {
    Batch& room = batch();
    while (true) {
        room.prepare();
        const int count =
            ::recvmmsg(socket_.get(), room.messages.data(), kBatch, MSG_TRUNC, nullptr);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        for (size_t i = 0; i < static_cast<size_t>(count); ++i) {
            mmsghdr& message = room.messages.at(i);
            const char* const bytes = room.bytes.get() + i * kLongestFrame;
            from_raw_peer_ += is_from_raw_peer(room.origins.at(i)) ? 1 : 0;
            keep(bytes, std::min<size_t>(message.msg_len, kLongestFrame), message.msg_len,
                 time_of(message.msg_hdr));
        }
    }
    tpacket_stats seen{};  // since it was asked last
    socklen_t size = sizeof seen;
    check_syscall("ask the capture for its losses",
                  ::getsockopt(socket_.get(), SOL_PACKET, PACKET_STATISTICS, &seen, &size));
    lost_ += seen.tp_drops;
}

void Tap::keep(const char* bytes, size_t size, size_t wire_length, base::Instant time) {
    if (!frames_.empty()) time = std::max(time, frames_.back().time);
    if (frames_.size() == kMostFrames) {
        ++lost_;
        return;
    }
    if (kept_octets_ + size > kKeptWhole) size = std::min(size, kHeaders);
    kept_octets_ += size;
    frames_.push_back({time, base::Bytes(bytes, size), static_cast<uint32_t>(wire_length)});
}

}  // namespace echospec::sandbox
