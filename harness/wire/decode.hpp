// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "wire/frame.hpp"

// Bytes of a frame, turned into a checked value once.
//
// Promises: any bytes at all give a Frame, without an exception and without a read outside of
// them; lengths come from the headers and are checked against each other; a frame that the
// capture cut behind its TCP or UDP header is still decoded, and says `truncated`.
// Not done: fragments are not put together (they are said, not judged), and tunnels are not
// opened.

namespace echospec::wire {

enum class LinkType {
    ethernet,          // with 802.1Q and 802.1ad tags
    linux_cooked,      // LINKTYPE_LINUX_SLL
    linux_cooked_v2,   // LINKTYPE_LINUX_SLL2
    raw_ip,            // begins with the IP header
    bsd_loopback,      // LINKTYPE_NULL: the family in the byte order of the capturing host
    openbsd_loopback,  // LINKTYPE_LOOP: the family in network order
};

struct RawFrame {
    base::Instant time;
    LinkType link = LinkType::ethernet;
    std::string_view bytes;    // as captured
    uint32_t wire_length = 0;  // as it was on the wire; bytes.size() is meant where this is less
};

Frame decode(const RawFrame& frame);

}  // namespace echospec::wire
