// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/address.hpp"
#include "sandbox/netlink.hpp"

// Addresses of network devices, in the network that is entered now. All of this throws
// HarnessError.

namespace echospec::sandbox {

struct DeviceAddress {
    unsigned device = 0;  // its index
    base::Address address;
    unsigned char prefix = 0;  // how many of its bits are the network's
};

unsigned char family_of(const base::Address& address);
unsigned char whole_length(const base::Address& address);
bool has_v6(const std::vector<base::Address>& addresses);  // one of them at least

// What comes for it is taken from now on.
void add_address(Netlink& netlink, const DeviceAddress& added);
void remove_address(Netlink& netlink, const DeviceAddress& removed);

// New devices have no IPv6 until it is allowed: they would ask for routers and announce addresses
// of their own. Nothing, where the kernel knows no IPv6.
void keep_ipv6_quiet();
void allow_ipv6(const std::string& device);

}  // namespace echospec::sandbox
