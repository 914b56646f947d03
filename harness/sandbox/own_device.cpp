// SPDX-License-Identifier: Apache-2.0
#include "sandbox/own_device.hpp"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <linux/if_tun.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstring>

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "sandbox/netlink.hpp"
#include "sandbox/network.hpp"
#include "sandbox/packet_socket.hpp"

namespace echospec::sandbox {
namespace {

using base::check_syscall;

constexpr const char* kControl = "/dev/net/tun";

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

void change_address(Netlink& netlink, uint16_t type, const base::Address& address) {
    const bool adds = type == RTM_NEWADDR;
    NetlinkRequest request(type, adds ? NLM_F_CREATE | NLM_F_REPLACE : 0);
    request.header(ifaddrmsg{.ifa_family = AF_INET,
                             .ifa_prefixlen = 24,
                             .ifa_flags = 0,
                             .ifa_scope = RT_SCOPE_UNIVERSE,
                             .ifa_index = kOwnDevice});
    request.attribute(IFA_LOCAL, address);
    request.attribute(IFA_ADDRESS, address);
    netlink.transact(adds ? "add the tester's address" : "leave the tester's address", request);
}

}  // namespace

void open_own_device(const OwnDevice& device) {
    if (::access("/proc/sys/net/ipv6", F_OK) == 0) {
        write_setting("/proc/sys/net/ipv6/conf/default/disable_ipv6", "1");
    }
    make_device(device);
    Netlink netlink(NETLINK_ROUTE);
    bring_up(netlink);
    change_address(netlink, RTM_NEWADDR, device.tester);
    write_setting("/proc/sys/net/ipv4/ip_forward", "1");
    // Of these two the larger counts.
    write_setting("/proc/sys/net/ipv4/conf/all/send_redirects", "0");
    write_setting("/proc/sys/net/ipv4/conf/" + device.name + "/send_redirects", "0");
    write_setting("/proc/sys/net/ipv4/conf/all/proxy_arp", "1");
}

// By the IPv4 destination: 0.0.0.0, or 224.0.0.0 and above.
base::Descriptor open_side_way() {
    constexpr uint32_t kDestination = 16;
    return open_packet_socket(kOwnDevice, {
                                              {BPF_LD | BPF_W | BPF_ABS, 0, 0,
                                               static_cast<uint32_t>(SKF_AD_OFF + SKF_AD_PKTTYPE)},
                                              {BPF_JMP | BPF_JEQ | BPF_K, 4, 0, PACKET_OUTGOING},
                                              {BPF_LD | BPF_W | BPF_ABS, 0, 0, kDestination},
                                              {BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 0},
                                              {BPF_JMP | BPF_JGE | BPF_K, 0, 1, 0xE0000000},
                                              {BPF_RET | BPF_K, 0, 0, 0x40000},
                                              {BPF_RET | BPF_K, 0, 0, 0},
                                          });
}

void leave_address(const base::Address& old_address, const base::Address& new_address) {
    Netlink netlink(NETLINK_ROUTE);
    change_address(netlink, RTM_DELADDR, old_address);
    change_address(netlink, RTM_NEWADDR, new_address);
}

}  // namespace echospec::sandbox
