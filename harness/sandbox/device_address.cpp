// SPDX-License-Identifier: Apache-2.0
#include "sandbox/device_address.hpp"

#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

#include "sandbox/network.hpp"

namespace echospec::sandbox {
namespace {

using base::Address;

void change_address(Netlink& netlink, uint16_t type, const DeviceAddress& changed) {
    const bool adds = type == RTM_NEWADDR;
    const Address& address = changed.address;
    NetlinkRequest request(type, adds ? NLM_F_CREATE | NLM_F_REPLACE : 0);
    request.header(
        ifaddrmsg{.ifa_family = family_of(address),
                  .ifa_prefixlen = changed.prefix,
                  .ifa_flags = static_cast<unsigned char>(address.is_v6 ? IFA_F_NODAD : 0),
                  .ifa_scope = RT_SCOPE_UNIVERSE,
                  .ifa_index = changed.device});
    request.attribute(IFA_LOCAL, address);
    request.attribute(IFA_ADDRESS, address);
    netlink.transact(adds ? "add an address" : "take an address away", request);
}

// The kernel makes the route to a new IPv6 address of its own later, in a work queue: until then
// what comes for it is lost. This one, which may stay beside it, is there at once.
void change_own_route(Netlink& netlink, uint16_t type, const DeviceAddress& changed) {
    const bool adds = type == RTM_NEWROUTE;
    NetlinkRequest request(type, adds ? NLM_F_CREATE : 0);
    request.header(rtmsg{.rtm_family = family_of(changed.address),
                         .rtm_dst_len = whole_length(changed.address),
                         .rtm_src_len = 0,
                         .rtm_tos = 0,
                         .rtm_table = RT_TABLE_LOCAL,
                         .rtm_protocol = RTPROT_STATIC,
                         .rtm_scope = RT_SCOPE_HOST,
                         .rtm_type = RTN_LOCAL,
                         .rtm_flags = 0});
    request.attribute(RTA_DST, changed.address);
    request.attribute(RTA_OIF, changed.device);
    request.attribute(RTA_PRIORITY, 1U);  // 0 is that of the kernel's own
    netlink.transact(adds ? "add the route to an address" : "take that route away", request);
}

}  // namespace

unsigned char family_of(const Address& address) {
    return static_cast<unsigned char>(address.is_v6 ? AF_INET6 : AF_INET);
}

unsigned char whole_length(const Address& address) {
    return address.is_v6 ? 128 : 32;
}

bool has_v6(const std::vector<Address>& addresses) {
    return std::any_of(addresses.begin(), addresses.end(),
                       [](const Address& address) { return address.is_v6; });
}

void add_address(Netlink& netlink, const DeviceAddress& added) {
    change_address(netlink, RTM_NEWADDR, added);
    if (added.address.is_v6) change_own_route(netlink, RTM_NEWROUTE, added);
}

void remove_address(Netlink& netlink, const DeviceAddress& removed) {
    if (removed.address.is_v6) change_own_route(netlink, RTM_DELROUTE, removed);
    change_address(netlink, RTM_DELADDR, removed);
}

void keep_ipv6_quiet() {
    if (::access("/proc/sys/net/ipv6", F_OK) != 0) return;
    write_setting("/proc/sys/net/ipv6/conf/default/disable_ipv6", "1");
    write_setting("/proc/sys/net/ipv6/conf/default/addr_gen_mode", "1");
    write_setting("/proc/sys/net/ipv6/conf/default/accept_ra", "0");
}

void allow_ipv6(const std::string& device) {
    write_setting("/proc/sys/net/ipv6/conf/" + device + "/disable_ipv6", "0");
}

}  // namespace echospec::sandbox
