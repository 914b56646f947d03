// SPDX-License-Identifier: Apache-2.0
#include "sandbox/network.hpp"

#include <fcntl.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/address.hpp"
#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "sandbox/netlink.hpp"

namespace echospec::sandbox {
namespace {

using base::Address;
using base::check_syscall;

constexpr int kMtu = 1500;         // real segment sizes, and no 40 ms stalls of 64 KiB segments
constexpr unsigned kLoopback = 1;  // the index of `lo` in every namespace
constexpr const char* kUdpHash = "/proc/sys/net/ipv4/udp_child_hash_entries";  // since 6.2
constexpr uint32_t kPriority = 1;  // any but 0, which IPv6 routes cannot be given

void bring_loopback_up() {
    const base::Descriptor socket(
        check_syscall("socket", ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)));
    ifreq request{.ifr_ifrn = {"lo"}, .ifr_ifru = {}};
    request.ifr_mtu = kMtu;
    check_syscall("set the MTU of lo", ::ioctl(socket.get(), SIOCSIFMTU, &request));
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    check_syscall("bring lo up", ::ioctl(socket.get(), SIOCSIFFLAGS, &request));
}

struct LocalRoute {
    Address destination;
    uint8_t prefix_length;
};

void route_request(Netlink& netlink, const LocalRoute& route, uint16_t type, uint16_t flags) {
    NetlinkRequest request(type, flags);
    request.header(rtmsg{
        .rtm_family = static_cast<unsigned char>(route.destination.is_v6 ? AF_INET6 : AF_INET),
        .rtm_dst_len = route.prefix_length,
        .rtm_src_len = 0,
        .rtm_tos = 0,
        .rtm_table = RT_TABLE_LOCAL,
        .rtm_protocol = RTPROT_KERNEL,
        .rtm_scope = RT_SCOPE_HOST,
        .rtm_type = RTN_LOCAL,
        .rtm_flags = 0});
    request.attribute(RTA_DST, route.destination);
    request.attribute(RTA_OIF, kLoopback);
    if (type == RTM_NEWROUTE) {
        if (route.destination.is_v6) request.attribute(RTA_PRIORITY, kPriority);
        if (!route.destination.is_v6) request.attribute(RTA_PREFSRC, Address::v4_loopback());
        request.nest(RTA_METRICS, [&] { request.attribute(RTAX_QUICKACK, 1U); });
    }
    netlink.transact("set the route of lo", request);
}

// The kernel's per-route `quickack` (ip-route(8)). An IPv6 route cannot be replaced in place, since
// the kernel's own has priority 0.
void acknowledge_at_once() {
    Netlink netlink(NETLINK_ROUTE);
    const LocalRoute network{{.is_v6 = false, .octets = {127}}, 8};
    const LocalRoute host{Address::v4_loopback(), 32};
    const LocalRoute host_v6{Address::v6_loopback(), 128};
    route_request(netlink, network, RTM_NEWROUTE, NLM_F_REPLACE | NLM_F_CREATE);
    route_request(netlink, host, RTM_NEWROUTE, NLM_F_REPLACE | NLM_F_CREATE);
    if (::access("/proc/sys/net/ipv6", F_OK) != 0) return;
    route_request(netlink, host_v6, RTM_DELROUTE, 0);
    route_request(netlink, host_v6, RTM_NEWROUTE, NLM_F_CREATE);
}

}  // namespace

void write_setting(const std::string& path, const std::string& value) {
    const base::Descriptor file(
        check_syscall("open " + path, ::open(path.c_str(), O_WRONLY | O_CLOEXEC)));
    check_syscall("write " + path,
                  static_cast<long>(::write(file.get(), value.data(), value.size())));
}

const std::map<std::string, std::string>& network_settings() {
    static const std::map<std::string, std::string> settings{
        {"lo.mtu", std::to_string(kMtu)},
        {"lo.quickack", "1"},
        {"net.ipv4.ip_unprivileged_port_start", "0"},
        {"net.ipv4.tcp_congestion_control", "reno"},
    };
    return settings;
}

void enter_fresh_network(Acknowledgments acknowledgments) {
    check_syscall("unshare the network namespace", ::unshare(CLONE_NEWNET));
    write_setting("/proc/sys/net/ipv4/ip_unprivileged_port_start", "0");
    write_setting("/proc/sys/net/ipv4/tcp_congestion_control", "reno");
    // Of the namespace after this one: a small hash makes every dump of its sockets cheap.
    write_setting("/proc/sys/net/ipv4/tcp_child_ehash_entries", "256");
    if (::access(kUdpHash, F_OK) == 0) write_setting(kUdpHash, "256");
    bring_loopback_up();
    if (acknowledgments == Acknowledgments::at_once) acknowledge_at_once();
}

}  // namespace echospec::sandbox
