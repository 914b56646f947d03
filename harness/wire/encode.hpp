// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/text.hpp"
#include "wire/segment.hpp"

// Packets as a tester writes them that is a TCP or UDP of its own: the IP header and everything
// behind it. Every field is what the draft says, also where no kernel would send it; what a draft
// leaves alone is right. The reverse of decode.hpp.

namespace echospec::wire {

// What the checksum field holds: the right sum, a wrong one, or zero.
enum class ChecksumKind : uint8_t { right, wrong, zero };

// What is the same in every packet.
struct PacketDraft {
    Address source;
    Address destination;
    uint8_t hop_limit = 64;     // the TTL of IPv4
    uint8_t traffic_class = 0;  // six bits of DSCP, two of ECN
    base::Bytes ip_options;     // of IPv4, padded with zeros to whole words
};

// RFC 9293 §3.1.
struct SegmentDraft {
    PacketDraft packet;
    uint16_t source_port = 0;
    uint16_t destination_port = 0;
    Sequence seq;
    Sequence ack;
    Flags flags;
    uint8_t reserved = 0;           // the four bits behind the data offset
    std::optional<uint8_t> offset;  // in words; else where the payload begins
    uint16_t window = 0;
    uint16_t urgent = 0;
    base::Bytes options;  // padded with zeros to whole words
    base::Bytes payload;
    ChecksumKind checksum = ChecksumKind::right;
};

// RFC 768.
struct DatagramDraft {
    PacketDraft packet;
    uint16_t source_port = 0;
    uint16_t destination_port = 0;
    std::optional<uint16_t> length;  // the field; else the true one
    base::Bytes payload;
    ChecksumKind checksum = ChecksumKind::right;
};

// An error about a packet, which it quotes (RFC 792, RFC 4443 §3).
struct IcmpDraft {
    PacketDraft packet;
    uint8_t type = 0;
    uint8_t code = 0;
    uint32_t detail = 0;  // of ICMPv6's parameter problem: where in the packet it is
    base::Bytes
        quoted;  // the packet from its IP header on; as much of it as belongs there is taken
};

base::Bytes encode(const SegmentDraft& draft);
base::Bytes encode(const DatagramDraft& draft);
base::Bytes encode(const IcmpDraft& draft);

// The MSS option (RFC 9293 §3.7.1), as it stands in a header.
base::Bytes mss_option(uint16_t mss);

}  // namespace echospec::wire
