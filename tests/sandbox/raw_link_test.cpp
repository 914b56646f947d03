// SPDX-License-Identifier: Apache-2.0
#include "sandbox/raw_link.hpp"

#include <gtest/gtest.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cstring>

#include "base/files.hpp"
#include "capture/captured_frame.hpp"
#include "sandbox/tap.hpp"
#include "tests/support/forked.hpp"
#include "tests/support/sockets.hpp"
#include "wire/encode.hpp"

namespace echospec::sandbox {
namespace {

using base::Address;
using base::Endpoint;
using tests::eventually;
using tests::in_sandbox;
using tests::User;

class RawLinks : public tests::NeedsSandbox {};
class RawLinksOfOthers : public tests::NeedsRoot {};

Address loopback(uint8_t last) {
    return {.is_v6 = false, .octets = {127, 0, 0, last}};
}

Address documentation_v6(uint8_t last) {
    return {.is_v6 = true,
            .octets = {0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last}};
}

const RawLinkPlan kPlan{.here = {loopback(1), documentation_v6(1)},
                        .beyond = {loopback(2), documentation_v6(2)},
                        .source = loopback(1)};

void send(const RawLink& link, const base::Bytes& packet) {
    sockaddr_ll address{};
    address.sll_family = AF_PACKET;
    address.sll_protocol = htons((packet.at(0) & 0xF0) == 0x60 ? ETH_P_IPV6 : ETH_P_IP);
    address.sll_ifindex = kFarDevice;
    address.sll_halen = 6;
    std::copy(link.near_hardware.begin(), link.near_hardware.end(), std::begin(address.sll_addr));
    sockaddr_storage storage{};
    std::memcpy(&storage, &address, sizeof address);
    ASSERT_EQ(::sendto(link.far.get(), packet.data(), packet.size(), 0,
                       static_cast<const sockaddr*>(static_cast<void*>(&storage)), sizeof address),
              static_cast<ssize_t>(packet.size()));
}

// The next TCP segment that comes out of the link; fails where none does.
wire::Segment receive(const RawLink& link) {
    std::array<char, 65536> bytes{};
    wire::Segment segment;
    const bool came = eventually([&] {
        const ssize_t size = ::recv(link.far.get(), bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (size <= 0) return false;
        const std::string_view packet(bytes.data(), static_cast<size_t>(size));
        const wire::Frame frame = wire::decode(
            {{}, wire::LinkType::raw_ip, packet, static_cast<uint32_t>(packet.size())});
        if (const auto* const found = std::get_if<wire::Segment>(&frame)) segment = *found;
        return std::holds_alternative<wire::Segment>(frame);
    });
    EXPECT_TRUE(came) << "no segment came out of the link";
    return segment;
}

wire::SegmentDraft syn(const Endpoint& from, const Endpoint& to) {
    wire::SegmentDraft draft;
    draft.packet.source = from.address;
    draft.packet.destination = to.address;
    draft.source_port = from.port;
    draft.destination_port = to.port;
    draft.seq = {1000};
    draft.flags.syn = true;
    draft.window = 30000;
    return draft;
}

void expect_an_accepted_syn(const RawLink& link, const Endpoint& from, const Endpoint& to) {
    const auto listener = tests::listen_at(to);
    send(link, wire::encode(syn(from, to)));
    const wire::Segment segment = receive(link);
    EXPECT_EQ(segment.source, to);
    EXPECT_EQ(segment.destination, from);
    EXPECT_EQ(segment.flags, (wire::Flags{.syn = true, .ack = true}));
    EXPECT_EQ(segment.ack, wire::Sequence{1001});
    EXPECT_EQ(segment.checksum, wire::Checksum::right);
    EXPECT_EQ(segment.options.mss, to.address.is_v6 ? 1440 : 1460);
}

void expect_answers_over_both_families() {
    const RawLink link = open_raw_link(kPlan);
    expect_an_accepted_syn(link, {loopback(2), 20001}, {loopback(1), 7});
    expect_an_accepted_syn(link, {documentation_v6(2), 20001}, {documentation_v6(1), 7});
}

TEST_F(RawLinks, CarryASynToTheKernelAndItsAnswerBack) {
    in_sandbox(User::same, expect_answers_over_both_families);
}

TEST_F(RawLinksOfOthers, NeedNoPrivilege) {
    in_sandbox(User::nobody, expect_answers_over_both_families);
}

// The peer has 127.0.0.1 itself; the client is at another address by itself.
TEST_F(RawLinks, CarryTheSynOfAClientOf127001) {
    in_sandbox(User::same, [] {
        const RawLink link =
            open_raw_link({.here = {loopback(2)}, .beyond = {loopback(1)}, .source = loopback(2)});
        const tests::Child client([] { tests::connect_error({loopback(1), 7}); });
        const wire::Segment segment = receive(link);
        EXPECT_EQ(segment.source.address, loopback(2));
        EXPECT_EQ(segment.destination, (Endpoint{loopback(1), 7}));
        EXPECT_EQ(segment.flags, wire::Flags{.syn = true});
        EXPECT_EQ(segment.checksum, wire::Checksum::right);
    });
}

// What the case sends in a burst is all answered, also a SYN to a port where nobody listens.
TEST_F(RawLinks, LoseNothingFromTheirFirstPacketOn) {
    in_sandbox(User::same, [] {
        const RawLink link = open_raw_link(kPlan);
        for (uint16_t port = 1; port <= 200; ++port)
            send(link, wire::encode(syn({loopback(2), port}, {loopback(1), 9})));
        for (uint16_t port = 1; port <= 200; ++port) {
            const wire::Segment segment = receive(link);
            ASSERT_EQ(segment.flags, (wire::Flags{.ack = true, .rst = true}));
            ASSERT_EQ(segment.destination.port, port);
        }
    });
}

TEST_F(RawLinks, AreSeenByATapEachPacketOnce) {
    in_sandbox(User::same, [] {
        Tap tap;
        const RawLink link = open_raw_link(kPlan);
        expect_an_accepted_syn(link, {loopback(2), 20001}, {loopback(1), 7});
        expect_an_accepted_syn(link, {documentation_v6(2), 20001}, {documentation_v6(1), 7});
        tap.take();
        std::vector<std::string> seen;
        for (const wire::Segment& segment :
             capture::segments_of(capture::decode_all(tap.frames(), wire::LinkType::raw_ip))) {
            seen.push_back(to_string(segment.flags) + " to " +
                           base::to_string(segment.destination));
            EXPECT_EQ(segment.checksum, wire::Checksum::right);
        }
        const std::vector<std::string> first(
            seen.begin(), seen.begin() + std::min<std::ptrdiff_t>(4, std::ssize(seen)));
        EXPECT_EQ(first, (std::vector<std::string>{
                             "SYN to 127.0.0.1:7", "SYN,ACK to 127.0.0.2:20001",
                             "SYN to [2001:db8::1]:7", "SYN,ACK to [2001:db8::2]:20001"}));
    });
}

TEST_F(RawLinks, LeaveTheTargetItsOwnLoopback) {
    in_sandbox(User::same, [] {
        const RawLink link = open_raw_link(kPlan);
        for (const Address& address : {loopback(1), Address::v6_loopback()}) {
            const auto listener = tests::listen_at({address, 7});
            EXPECT_TRUE(tests::echoes(tests::connect_to(listener)));
        }
    });
}

TEST_F(RawLinks, SetWhatTheReportSays) {
    in_sandbox(User::same, [] {
        const RawLink link = open_raw_link(kPlan);
        for (const auto& [name, value] : raw_link_settings()) {
            if (!name.starts_with("net.")) continue;
            std::string path = "/proc/sys/" + name;
            for (char& c : path)
                c = c == '.' ? '/' : c;
            const std::string content = value == "none" ? "" : value;  // of a list
            EXPECT_EQ(base::read_file(path), content + "\n") << path;
        }
    });
}

}  // namespace
}  // namespace echospec::sandbox
