// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/text.hpp"
#include "wire/decode.hpp"

// Frames written by hand, from the inside out: a TCP segment, in an IP packet, in a link's frame.

namespace echospec::wire::test {

using base::Bytes;

Bytes u16(unsigned value);
Bytes u32(uint32_t value);

// From port 40000 to 7, seq 1000, ack 5000; the checksum is left 0. `options` is padded.
Bytes tcp(unsigned flags, const Bytes& options, const Bytes& payload);
Bytes udp(const Bytes& payload);

// From 192.0.2.1 to 192.0.2.2, or the like in 2001:db8::/32. `filled` puts the transport's checksum
// in its place.
enum class Sum { filled, zero };
Bytes ipv4(unsigned protocol, Bytes payload, Sum sum);
Bytes ipv6(unsigned next, Bytes payload, Sum sum);

Bytes ethernet(unsigned type, const Bytes& payload);

Frame decode_as(LinkType link, const Bytes& bytes);
Segment segment_in(LinkType link, const Bytes& bytes);      // throws if it is none
Undecoded undecoded_in(LinkType link, const Bytes& bytes);  // throws if it is read

}  // namespace echospec::wire::test
