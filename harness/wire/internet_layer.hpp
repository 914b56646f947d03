// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

#include "wire/frame.hpp"
#include "wire/link_layer.hpp"

// The decoder's second step: takes the IPv4 or IPv6 header off, with options and extension
// headers.

namespace echospec::wire {

struct Packet {
    Address source;
    Address destination;
    uint8_t protocol = 0;
    std::string_view payload;  // captured, without padding of the link
    size_t length = 0;         // of the payload on the wire
    uint8_t traffic_class = 0;
};

std::variant<Packet, Undecoded> strip_ip(const LinkPayload& bytes);

// Of a packet quoted by ICMP, which is cut and whose lengths therefore say nothing.
std::variant<Packet, Undecoded> strip_quoted_ip(std::string_view bytes);

}  // namespace echospec::wire
