// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/address.hpp"
#include "base/descriptor.hpp"
#include "sandbox/network.hpp"

// The link behind which the raw peer stands: a veth pair in the case's own network, one end of it
// (near) the target's way to the peer's addresses, and a packet socket on the other (far), where no
// kernel answers. It needs no privilege but that of the network namespace, and no device file.
//
// Loopback addresses are beyond it too, so that a program with a hard-coded 127.0.0.1 can be asked:
// `lo` keeps the single addresses that are named, not 127.0.0.0/8, and the near end takes them from
// outside (route_localnet). Segments on it are as they leave the machine: real sizes, with their
// checksums. The kernel sends again after some 20 ms.

namespace echospec::sandbox {

// Where the devices are found in every such network.
constexpr unsigned kNearDevice = 100;
constexpr unsigned kFarDevice = 101;

struct RawLinkPlan {
    std::vector<base::Address> here;    // of the target: they stay, or come, to this side
    std::vector<base::Address> beyond;  // of the raw peer
    base::Address source;  // of `here`: what the kernel takes for its own where nobody chose
    Acknowledgments acknowledgments = Acknowledgments::at_once;
};

struct RawLink {
    base::Descriptor far;                    // without link headers
    std::array<uint8_t, 6> near_hardware{};  // what is sent to this address is taken
};

// In the network that is entered now. Throws HarnessError.
RawLink open_raw_link(const RawLinkPlan& plan);

// What is set for it and differs from the kernel's defaults, for the report.
const std::map<std::string, std::string>& raw_link_settings();

}  // namespace echospec::sandbox
