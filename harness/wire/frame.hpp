// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "wire/segment.hpp"

// What a captured frame turned out to be.

namespace echospec::wire {

// A UDP datagram (RFC 768).
struct Datagram {
    base::Instant time;
    Endpoint source;
    Endpoint destination;
    uint32_t length = 0;  // octets of payload on the wire
    Slice payload;
    bool truncated = false;
    Checksum checksum = Checksum::unknown;
};

// An ICMP or ICMPv6 message that says why a packet did not arrive (RFC 792, RFC 4443), with the
// packet that it quotes.
struct IcmpError {
    base::Instant time;
    Address reporter;
    uint8_t type = 0;
    uint8_t code = 0;
    uint8_t protocol = 0;  // of the quoted packet: 6 is TCP, 17 is UDP
    Endpoint source;       // of the quoted packet
    Endpoint destination;
    std::optional<Sequence> seq;  // the quoted segment's
};

enum class Why { not_ip, other_protocol, fragment, truncated, malformed };

// A frame that holds none of the above, or not enough of it.
struct Undecoded {
    Why why = Why::not_ip;
    std::string reason;  // "IPv4 header longer than its packet"
};

using Frame = std::variant<Segment, Datagram, IcmpError, Undecoded>;

}  // namespace echospec::wire
