// SPDX-License-Identifier: Apache-2.0
#include "sandbox/raw_link.hpp"

#include <linux/ethtool.h>
#include <linux/filter.h>
#include <linux/if.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/rtnetlink.h>
#include <linux/sockios.h>
#include <linux/veth.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "base/error.hpp"
#include "sandbox/device_address.hpp"
#include "sandbox/link_state.hpp"
#include "sandbox/netlink.hpp"
#include "sandbox/packet_socket.hpp"

namespace echospec::sandbox {
namespace {

using base::Address;
using base::check_syscall;

constexpr unsigned kLoopback = 1;
constexpr uint32_t kRetransmitAfter = 20;  // milliseconds, on top of the round trip
constexpr std::array<uint8_t, 6> kNearHardware{2, 0, 0, 0, 0, 1};
constexpr std::array<uint8_t, 6> kFarHardware{2, 0, 0, 0, 0, 2};

ifinfomsg device(unsigned index, unsigned flags) {
    ifinfomsg info{};
    info.ifi_index = static_cast<int>(index);
    info.ifi_flags = flags;
    info.ifi_change = flags;
    return info;
}

std::vector<uint8_t> bytes_of(const std::array<uint8_t, 6>& address) {
    return {address.begin(), address.end()};
}

void make_pair(Netlink& netlink) {
    NetlinkRequest request(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL);
    request.header(device(kNearDevice, IFF_NOARP));
    request.attribute(IFLA_IFNAME, "near");
    request.attribute(IFLA_ADDRESS, bytes_of(kNearHardware));
    request.nest(IFLA_LINKINFO, [&] {
        request.attribute(IFLA_INFO_KIND, "veth");
        request.nest(IFLA_INFO_DATA, [&] {
            request.nest(VETH_INFO_PEER, [&] {
                request.plain(device(kFarDevice, IFF_NOARP));
                request.attribute(IFLA_IFNAME, "far");
                request.attribute(IFLA_ADDRESS, bytes_of(kFarHardware));
            });
        });
    });
    netlink.transact("make the raw peer's link", request);
}

// One end cannot go up before the other is there.
void bring_up(Netlink& netlink, unsigned index) {
    NetlinkRequest request(RTM_NEWLINK, 0);
    request.header(device(index, IFF_UP));
    netlink.transact("bring the raw peer's link up", request);
}

// Else the kernel leaves the sums, and the cutting of large segments, to hardware that is not
// there.
void switch_offloads_off() {
    const base::Descriptor socket(
        check_syscall("socket", ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)));
    ethtool_value value{.cmd = ETHTOOL_STXCSUM, .data = 0};
    ifreq request{.ifr_ifrn = {"near"}, .ifr_ifru = {}};
    request.ifr_data = static_cast<char*>(static_cast<void*>(&value));
    check_syscall("switch the checksum offload of the raw peer's link off",
                  ::ioctl(socket.get(), SIOCETHTOOL, &request));
}

// Single addresses in place of all of 127.0.0.0/8.
void narrow_loopback(Netlink& netlink, const std::vector<Address>& here) {
    remove_address(netlink, {kLoopback, Address::v4_loopback(), 8});
    for (const Address& address : here) {
        if (address == Address::v6_loopback()) continue;
        const unsigned device = address.is_v4_loopback() ? kLoopback : kNearDevice;
        add_address(netlink, {device, address, whole_length(address)});
    }
}

void route_beyond(Netlink& netlink, const Address& address, const RawLinkPlan& plan) {
    const Address& source = plan.source;
    NetlinkRequest request(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE);
    request.header(rtmsg{
        .rtm_family = family_of(address),
        .rtm_dst_len = whole_length(address),
        .rtm_src_len = 0,
        .rtm_tos = 0,
        .rtm_table = RT_TABLE_MAIN,
        .rtm_protocol = RTPROT_STATIC,
        .rtm_scope = static_cast<unsigned char>(address.is_v6 ? RT_SCOPE_UNIVERSE : RT_SCOPE_LINK),
        .rtm_type = RTN_UNICAST,
        .rtm_flags = 0});
    request.attribute(RTA_DST, address);
    request.attribute(RTA_OIF, kNearDevice);
    if (source.is_v6 == address.is_v6) request.attribute(RTA_PREFSRC, source);
    request.nest(RTA_METRICS, [&] {
        if (plan.acknowledgments == Acknowledgments::at_once) {
            request.attribute(RTAX_QUICKACK, 1U);
        }
        request.attribute(RTAX_RTO_MIN, kRetransmitAfter);
        request.attribute(RTAX_LOCK, 1U << RTAX_RTO_MIN);  // else it is not looked at
    });
    netlink.transact("route to the raw peer", request);
}

// Takes what comes in; what it has sent itself is no news.
base::Descriptor open_far_end() {
    base::Descriptor socket = open_packet_socket(
        kFarDevice,
        {
            {BPF_LD | BPF_W | BPF_ABS, 0, 0, static_cast<uint32_t>(SKF_AD_OFF + SKF_AD_PKTTYPE)},
            {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, PACKET_OUTGOING},
            {BPF_RET | BPF_K, 0, 0, 0},
            {BPF_RET | BPF_K, 0, 0, 0x40000},
        });
    const int bypasses = 1;
    check_syscall(
        "send past the queue of the raw peer's link",
        ::setsockopt(socket.get(), SOL_PACKET, PACKET_QDISC_BYPASS, &bypasses, sizeof bypasses));
    return socket;
}

// By their names below /proc/sys/net.
const std::map<std::string, std::string>& settings() {
    static const std::map<std::string, std::string> all{
        {"ipv4/conf/all/rp_filter", "0"},
        {"ipv4/conf/near/rp_filter", "0"},
        {"ipv4/conf/near/route_localnet", "1"},
        // Each stimulus gets its answer, however many come in a second.
        {"ipv4/tcp_invalid_ratelimit", "0"},
        {"ipv4/icmp_ratemask", "0"},
        // No probe of the tail stands beside the timer.
        {"ipv4/tcp_early_retrans", "0"},
        // What one connection met is not remembered for the next.
        {"ipv4/tcp_no_metrics_save", "1"},
    };
    return all;
}

}  // namespace

RawLink open_raw_link(const RawLinkPlan& plan) {
    Netlink netlink(NETLINK_ROUTE);
    keep_ipv6_quiet();
    make_pair(netlink);
    switch_offloads_off();
    // Which goes up second has a carrier at once; the first gets its queue some time later only,
    // and loses what is sent until then, unless it is sent past the queue.
    bring_up(netlink, kFarDevice);
    bring_up(netlink, kNearDevice);
    wait_until_operational(kNearDevice);
    if (has_v6(plan.here) || has_v6(plan.beyond)) {
        allow_ipv6("near");
        write_setting("/proc/sys/net/ipv6/icmp/ratemask", "\n");  // an empty list
    }
    for (const auto& [name, value] : settings())
        write_setting("/proc/sys/net/" + name, value);
    narrow_loopback(netlink, plan.here);
    for (const Address& address : plan.beyond)
        route_beyond(netlink, address, plan);
    return {.far = open_far_end(), .near_hardware = kNearHardware};
}

const std::map<std::string, std::string>& raw_link_settings() {
    static const std::map<std::string, std::string> all = [] {
        std::map<std::string, std::string> named{
            {"near.quickack", "1"},
            {"net.ipv6.icmp.ratemask", "none"},
            {"near.rto_min", std::to_string(kRetransmitAfter) + " ms"}};
        for (const auto& [name, value] : settings()) {
            std::string dotted = "net/" + name;
            std::replace(dotted.begin(), dotted.end(), '/', '.');
            named.emplace(dotted, value);
        }
        return named;
    }();
    return all;
}

}  // namespace echospec::sandbox
