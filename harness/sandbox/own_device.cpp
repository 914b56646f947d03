// SPDX-License-Identifier: Apache-2.0
#include "sandbox/own_device.hpp"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/if_tun.h>
#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstring>

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "sandbox/device_address.hpp"
#include "sandbox/isolation.hpp"
#include "sandbox/netlink.hpp"
#include "sandbox/network.hpp"
#include "sandbox/packet_socket.hpp"

namespace echospec::sandbox {
namespace {

using base::check_syscall;

constexpr const char* kControl = "/dev/net/tun";

// fe80::fe: a kernel without such an address asks for no neighbour on behalf of others.
const base::Address kLinkLocal{.is_v6 = true,
                               .octets = {0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xfe}};

// It stays when the descriptor is closed, for the target to attach to.
void make_device(const OwnDevice& device) {
    const base::Descriptor control(
        check_syscall(std::string("open ") + kControl, ::open(kControl, O_RDWR | O_CLOEXEC)));
    const unsigned index = kOwnDevice;
    check_syscall("number the target's device", ::ioctl(control.get(), TUNSETIFINDEX, &index));
    ifreq request{};
    std::strncpy(request.ifr_name, device.name.c_str(), sizeof request.ifr_name - 1);
    request.ifr_flags =
        static_cast<short>((device.kind == DeviceKind::tap ? IFF_TAP : IFF_TUN) | IFF_NO_PI);
    check_syscall("make the target's device " + device.name,
                  ::ioctl(control.get(), TUNSETIFF, &request));
    check_syscall("give the device to the target's user",
                  ::ioctl(control.get(), TUNSETOWNER, static_cast<unsigned long>(::geteuid())));
    check_syscall("keep the target's device", ::ioctl(control.get(), TUNSETPERSIST, 1UL));
}

void bring_up(Netlink& netlink) {
    NetlinkRequest request(RTM_NEWLINK, 0);
    ifinfomsg info{};
    info.ifi_index = kOwnDevice;
    info.ifi_flags = IFF_UP;
    info.ifi_change = IFF_UP;
    request.header(info);
    netlink.transact("bring the target's device up", request);
}

DeviceAddress on_device(const base::Address& address) {
    return {kOwnDevice, address, static_cast<unsigned char>(address.is_v6 ? 64 : 24)};
}

void answer_for(Netlink& netlink, const base::Address& address) {
    NetlinkRequest request(RTM_NEWNEIGH, NLM_F_CREATE);
    request.header(ndmsg{.ndm_family = family_of(address),
                         .ndm_pad1 = 0,
                         .ndm_pad2 = 0,
                         .ndm_ifindex = static_cast<int>(kOwnDevice),
                         .ndm_state = NUD_PERMANENT,
                         .ndm_flags = NTF_PROXY,
                         .ndm_type = 0});
    request.attribute(NDA_DST, address);
    netlink.transact("answer for an address beyond", request);
}

void forward_v4(const std::string& device) {
    write_setting("/proc/sys/net/ipv4/ip_forward", "1");
    // Of these two the larger counts.
    write_setting("/proc/sys/net/ipv4/conf/all/send_redirects", "0");
    write_setting("/proc/sys/net/ipv4/conf/" + device + "/send_redirects", "0");
    write_setting("/proc/sys/net/ipv4/conf/all/proxy_arp", "1");
}

void forward_v6(Netlink& netlink, const std::string& device) {
    allow_ipv6(device);
    add_address(netlink, on_device(kLinkLocal));
    write_setting("/proc/sys/net/ipv6/conf/all/forwarding", "1");
    write_setting("/proc/sys/net/ipv6/conf/" + device + "/proxy_ndp", "1");
    write_setting("/proc/sys/net/ipv6/neigh/" + device + "/proxy_delay", "0");
}

}  // namespace

void open_own_device(const OwnDevice& device) {
    keep_ipv6_quiet();
    make_device(device);
    Netlink netlink(NETLINK_ROUTE);
    bring_up(netlink);
    forward_v4(device.name);
    if (has_v6(device.tester)) forward_v6(netlink, device.name);
    for (const base::Address& address : device.tester)
        add_address(netlink, on_device(address));
    for (const base::Address& address : device.beyond)
        answer_for(netlink, address);
}

std::string own_device_obstacle() {
    return obstacle_in_sandbox([] {
        open_own_device({.name = "tun0",
                         .kind = DeviceKind::tun,
                         .tester = {{.is_v6 = false, .octets = {192, 0, 2, 1}}},
                         .beyond = {}});
    });
}

// By the IPv4 destination: 0.0.0.0, or 224.0.0.0 and above.
base::Descriptor open_side_way() {
    constexpr uint32_t kDestination = 16;
    return open_packet_socket(
        kOwnDevice,
        {
            {BPF_LD | BPF_W | BPF_ABS, 0, 0, static_cast<uint32_t>(SKF_AD_OFF + SKF_AD_PKTTYPE)},
            {BPF_JMP | BPF_JEQ | BPF_K, 6, 0, PACKET_OUTGOING},
            {BPF_LD | BPF_W | BPF_ABS, 0, 0, static_cast<uint32_t>(SKF_AD_OFF + SKF_AD_PROTOCOL)},
            {BPF_JMP | BPF_JEQ | BPF_K, 0, 4, ETH_P_IP},
            {BPF_LD | BPF_W | BPF_ABS, 0, 0, kDestination},
            {BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 0},
            {BPF_JMP | BPF_JGE | BPF_K, 0, 1, 0xE0000000},
            {BPF_RET | BPF_K, 0, 0, 0x40000},
            {BPF_RET | BPF_K, 0, 0, 0},
        });
}

void leave_address(const base::Address& old_address, const base::Address& new_address) {
    Netlink netlink(NETLINK_ROUTE);
    remove_address(netlink, on_device(old_address));
    add_address(netlink, on_device(new_address));
    if (old_address.is_v6) answer_for(netlink, old_address);
}

}  // namespace echospec::sandbox
