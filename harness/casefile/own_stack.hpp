// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/address.hpp"

// A target that does without the kernel's TCP: it attaches to a TUN or TAP device of the case's
// network, and has addresses of its own there. Written `tap0:192.0.2.2`, or with several addresses
// `tun0:192.0.2.2,192.0.2.3,2001:db8::2`: the device's name says which kind it is.

namespace echospec::casefile {

struct OwnStack {
    std::string device;                    // tun… carries packets, tap… Ethernet frames
    std::vector<base::Address> addresses;  // of the target; the first is the usual one

    bool is_tap() const { return device.starts_with("tap"); }
    const base::Address& address() const { return addresses.front(); }

    // The first of these of its version of IP, or a later one; nothing where there is none.
    std::optional<base::Address> of_version(bool v6, size_t place = 0) const;

    // Addresses of the tester, in the same network as this one of the target's (its /24, or /64):
    // the first is the target's way to everybody else.
    base::Address beside(const base::Address& own, size_t place = 0) const;
    base::Address gateway() const { return beside(address()); }
};

// Whether both are of one version, and in one /24 or /64.
bool are_in_one_network(const base::Address& one, const base::Address& other);

// Nothing if the text says otherwise; `kOwnStackForm` says how it is written.
std::optional<OwnStack> parse_own_stack(const std::string& text);

std::string to_string(const OwnStack& stack);
std::string addresses_of(const OwnStack& stack);  // with commas between

constexpr const char* kOwnStackForm =
    "DEVICE:ADDRESS, such as tap0:192.0.2.2, or with several addresses, all those of one version "
    "in one network, tun0:192.0.2.2,192.0.2.3,2001:db8::2";

}  // namespace echospec::casefile
