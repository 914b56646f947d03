// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/address.hpp"

// A target that does without the kernel's TCP: it attaches to a TUN or TAP device of the case's
// network, and has an address of its own there. Written `tap0:192.0.2.2`: the device's name says
// which kind it is.

namespace echospec::casefile {

struct OwnStack {
    std::string device;     // tun… carries packets, tap… Ethernet frames
    base::Address address;  // of the target, IPv4
    base::Address gateway;  // the tester's, in the same /24: the target's way to everybody else

    bool is_tap() const { return device.starts_with("tap"); }
};

// Nothing if the text says otherwise; `kOwnStackForm` says how it is written.
std::optional<OwnStack> parse_own_stack(const std::string& text);

std::string to_string(const OwnStack& stack);

constexpr const char* kOwnStackForm = "DEVICE:ADDRESS, such as tap0:192.0.2.2 or tun0:192.0.2.2";

}  // namespace echospec::casefile
