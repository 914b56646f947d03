// SPDX-License-Identifier: Apache-2.0
#include "wire/internet_layer.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "wire/reader.hpp"

namespace echospec::wire {
namespace {

Address address_from(std::string_view bytes) {
    Address address;
    address.is_v6 = bytes.size() == address.octets.size();
    std::copy(bytes.begin(), bytes.end(), address.octets.begin());
    return address;
}

Undecoded truncated(std::string reason) {
    return {Why::truncated, std::move(reason)};
}
Undecoded malformed(std::string reason) {
    return {Why::malformed, std::move(reason)};
}
Undecoded fragment() {
    return {Why::fragment, "a fragment: not put together"};
}

// RFC 791 §3.1. A total length of 0 is what Linux writes into packets too long for the field
// (segmentation left to the hardware): the frame's length stands in for it.
std::variant<Packet, Undecoded> ipv4(const LinkPayload& bytes) {
    Reader reader(bytes.bytes);
    const size_t header = size_t{4} * (reader.u8() & 0x0F);
    const uint8_t traffic_class = reader.u8();
    const uint16_t total = reader.u16();
    reader.skip(2);
    const uint16_t fragmentation = reader.u16();
    reader.skip(1);
    const uint8_t protocol = reader.u8();
    reader.skip(2);
    const std::string_view source = reader.take(4);
    const std::string_view destination = reader.take(4);
    if (reader.failed()) return truncated("the IPv4 header is cut");
    const size_t length = total == 0 ? bytes.wire_length : total;
    if (header < 20) return malformed("an IPv4 header of less than 20 bytes");
    if (length < header) return malformed("an IPv4 header longer than its packet");
    if ((fragmentation & 0x3FFF) != 0) return fragment();  // offset, or more fragments to come
    reader.skip(header - 20);
    if (reader.failed()) return truncated("the IPv4 options are cut");
    return Packet{address_from(source),
                  address_from(destination),
                  protocol,
                  reader.rest().substr(0, length - header),
                  length - header,
                  traffic_class};
}

enum class Extension { none, sized, authentication, fragment };

Extension extension(uint8_t next) {
    switch (next) {
        case 0:    // hop-by-hop options
        case 43:   // routing
        case 60:   // destination options
        case 135:  // mobility
        case 139:  // host identity
        case 140:  // shim6
            return Extension::sized;
        case 51:
            return Extension::authentication;
        case 44:
            return Extension::fragment;
        default:
            return Extension::none;  // an upper layer: an open set of numbers
    }
}

// RFC 8200 §4, RFC 4302 §2.2. Each header takes at least eight bytes of what is left.
std::variant<Packet, Undecoded> skip_extensions(Packet packet) {
    while (true) {
        const Extension kind = extension(packet.protocol);
        if (kind == Extension::none) return packet;
        Reader reader(packet.payload);
        const uint8_t next = reader.u8();
        const size_t units = reader.u8();
        if (kind == Extension::fragment) {
            const bool whole = (reader.u16() & 0xFFF9) == 0;  // an atomic fragment (RFC 6946)
            if (reader.failed()) return truncated("the IPv6 fragment header is cut");
            if (!whole) return fragment();
        }
        const size_t size = kind == Extension::sized            ? 8 * (units + 1)
                            : kind == Extension::authentication ? 4 * (units + 2)
                                                                : 8;
        if (size > packet.length) return malformed("an IPv6 extension longer than its packet");
        if (size > packet.payload.size()) return truncated("the IPv6 extension headers are cut");
        packet.protocol = next;
        packet.payload.remove_prefix(size);
        packet.length -= size;
    }
}

// RFC 8200 §3. A payload length of 0 is a jumbogram (RFC 2675), which Linux makes of large sends
// on `lo`: the frame's length stands in for it.
std::variant<Packet, Undecoded> ipv6(const LinkPayload& bytes) {
    Reader reader(bytes.bytes);
    const auto traffic_class = static_cast<uint8_t>(reader.u16() >> 4);
    reader.skip(2);
    const uint16_t payload = reader.u16();
    const uint8_t next = reader.u8();
    reader.skip(1);
    const std::string_view source = reader.take(16);
    const std::string_view destination = reader.take(16);
    if (reader.failed()) return truncated("the IPv6 header is cut");
    const size_t length = payload == 0 ? std::max<size_t>(bytes.wire_length, 40) - 40 : payload;
    return skip_extensions(Packet{address_from(source), address_from(destination), next,
                                  reader.rest().substr(0, length), length, traffic_class});
}

}  // namespace

std::variant<Packet, Undecoded> strip_ip(const LinkPayload& bytes) {
    Reader reader(bytes.bytes);
    const int version = reader.u8() >> 4;
    if (reader.failed()) return truncated("no byte of the packet was captured");
    if (version == 4) return ipv4(bytes);
    if (version == 6) return ipv6(bytes);
    return malformed(fmt::format("IP version {}", version));
}

std::variant<Packet, Undecoded> strip_quoted_ip(std::string_view bytes) {
    return strip_ip(LinkPayload{bytes, bytes.size()});
}

}  // namespace echospec::wire
