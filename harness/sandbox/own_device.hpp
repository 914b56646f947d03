// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/address.hpp"
#include "base/descriptor.hpp"

// The device to which a target attaches that brings a TCP of its own: a TUN or TAP device that is
// there before the target starts, belongs to its user, is up, and has the tester's addresses on
// this side. The kernel forwards between it and the raw peer's link.

namespace echospec::sandbox {

constexpr unsigned kOwnDevice = 102;  // where it is found in every such network

enum class DeviceKind { tun, tap };

struct OwnDevice {
    std::string name;
    DeviceKind kind = DeviceKind::tun;
    std::vector<base::Address> tester;  // of a /24, or /64, that holds the target's too
    // IPv6 addresses of that network that are beyond this side: the target is told that its way
    // there is the same, as proxy ARP tells it of all those of IPv4.
    std::vector<base::Address> beyond;
};

// In the network that is entered now, which it goes away with. Throws HarnessError: most often,
// since /dev/net/tun is not there, or only for root.
void open_own_device(const OwnDevice& device);

// Why no such device can be had in a network of its own; empty if it can.
std::string own_device_obstacle();

// A packet socket on it that takes what the target sends to nobody whom the kernel would forward it
// to: to a broadcast or multicast address, or to none.
base::Descriptor open_side_way();

// Gives the tester's address on the device to somebody beyond it, and takes this one instead.
void leave_address(const base::Address& old_address, const base::Address& new_address);

}  // namespace echospec::sandbox
