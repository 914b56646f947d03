// SPDX-License-Identifier: Apache-2.0
#include "wire/link_layer.hpp"

#include <fmt/format.h>

#include <optional>

#include "wire/reader.hpp"

// Header layouts: https://www.tcpdump.org/linktypes.html

namespace echospec::wire {
namespace {

constexpr uint16_t kIpv4 = 0x0800;
constexpr uint16_t kIpv6 = 0x86DD;

bool is_vlan_tag(uint16_t type) {
    return type == 0x8100 || type == 0x88A8 || type == 0x9100;
}

// Tags may be nested; each takes four bytes, so the frame's length bounds the loop.
uint16_t skip_vlan_tags(Reader& reader, uint16_t type) {
    while (is_vlan_tag(type) && !reader.failed()) {
        reader.skip(2);
        type = reader.u16();
    }
    return type;
}

uint16_t ethernet(Reader& reader) {
    reader.skip(12);
    return skip_vlan_tags(reader, reader.u16());
}

uint16_t linux_cooked(Reader& reader) {
    reader.skip(14);
    return skip_vlan_tags(reader, reader.u16());
}

uint16_t linux_cooked_v2(Reader& reader) {
    const uint16_t type = reader.u16();
    reader.skip(18);
    return skip_vlan_tags(reader, type);
}

uint16_t raw_ip(const Reader& reader) {
    Reader ahead(reader.rest());
    const int version = ahead.u8() >> 4;
    if (ahead.failed()) return kIpv4;  // nothing captured: the next step says truncated
    return version == 4 ? kIpv4 : version == 6 ? kIpv6 : 0;
}

// AF_INET is 2 everywhere; AF_INET6 is 24, 28 or 30 on the BSDs and 10 on Linux.
uint16_t address_family(uint32_t family) {
    if (family == 2) return kIpv4;
    return family == 24 || family == 28 || family == 30 || family == 10 ? kIpv6 : 0;
}

uint16_t loopback(Reader& reader) {
    const uint32_t family = reader.u32();
    const bool swapped = family > 0xFFFF;
    return address_family(swapped ? family >> 24 | (family >> 8 & 0xFF00) : family);
}

uint16_t read_header(Reader& reader, LinkType link) {
    switch (link) {
        case LinkType::ethernet:
            return ethernet(reader);
        case LinkType::linux_cooked:
            return linux_cooked(reader);
        case LinkType::linux_cooked_v2:
            return linux_cooked_v2(reader);
        case LinkType::raw_ip:
            return raw_ip(reader);
        case LinkType::bsd_loopback:
            return loopback(reader);
        case LinkType::openbsd_loopback:
            return loopback(reader);
    }
    return 0;
}

}  // namespace

std::variant<LinkPayload, Undecoded> strip_link(const RawFrame& frame) {
    Reader reader(frame.bytes);
    const uint16_t type = read_header(reader, frame.link);
    if (reader.failed()) return Undecoded{Why::truncated, "the link header is cut"};
    if (type != kIpv4 && type != kIpv6) {
        return Undecoded{Why::not_ip, fmt::format("protocol 0x{:04x}", type)};
    }
    const size_t header = frame.bytes.size() - reader.rest().size();
    const size_t on_wire = std::max<size_t>(frame.wire_length, frame.bytes.size());
    return LinkPayload{reader.rest(), on_wire - header};
}

}  // namespace echospec::wire
