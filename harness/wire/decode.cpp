// SPDX-License-Identifier: Apache-2.0
#include "wire/decode.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "wire/checksum.hpp"
#include "wire/internet_layer.hpp"
#include "wire/link_layer.hpp"
#include "wire/options.hpp"
#include "wire/reader.hpp"

namespace echospec::wire {
namespace {

constexpr uint8_t kIcmp = 1, kTcp = 6, kUdp = 17, kIcmpv6 = 58;

Undecoded truncated(std::string reason) {
    return {Why::truncated, std::move(reason)};
}
Undecoded malformed(std::string reason) {
    return {Why::malformed, std::move(reason)};
}

Flags flags_from(uint8_t bits) {
    return {.syn = (bits & 0x02) != 0,
            .ack = (bits & 0x10) != 0,
            .fin = (bits & 0x01) != 0,
            .rst = (bits & 0x04) != 0,
            .psh = (bits & 0x08) != 0,
            .urg = (bits & 0x20) != 0,
            .ece = (bits & 0x40) != 0,
            .cwr = (bits & 0x80) != 0};
}

Slice slice_of(std::string_view part, const RawFrame& frame) {
    return {static_cast<size_t>(part.data() - frame.bytes.data()), part.size()};
}

// RFC 9293 §3.1.
Frame tcp(const Packet& packet, const RawFrame& frame) {
    Reader reader(packet.payload);
    Segment segment;
    segment.time = frame.time;
    segment.source = {packet.source, reader.u16()};
    segment.destination = {packet.destination, reader.u16()};
    segment.seq = {reader.u32()};
    segment.ack = {reader.u32()};
    const uint8_t offset = reader.u8();
    const size_t header = size_t{4} * (offset >> 4);
    segment.reserved = offset & 0x0F;
    segment.traffic_class = packet.traffic_class;
    segment.flags = flags_from(reader.u8());
    segment.window = reader.u16();
    reader.skip(2);
    segment.urgent = reader.u16();
    if (reader.failed()) return truncated("the TCP header is cut");
    if (header < 20) return malformed("a TCP header of less than 20 bytes");
    if (header > packet.length) return malformed("a TCP header longer than its packet");
    segment.option_octets = static_cast<uint8_t>(header - 20);
    segment.options = parse_options(reader.take(segment.option_octets));
    segment.length = static_cast<uint32_t>(packet.length - header);
    segment.payload = slice_of(reader.rest(), frame);
    segment.truncated = packet.payload.size() < packet.length;
    segment.checksum = check_transport(packet, 16);
    return segment;
}

// RFC 768. A checksum of 0 means that the sender made none; a length of 0 is a jumbogram's.
Frame udp(const Packet& packet, const RawFrame& frame) {
    Reader reader(packet.payload);
    Datagram datagram;
    datagram.time = frame.time;
    datagram.source = {packet.source, reader.u16()};
    datagram.destination = {packet.destination, reader.u16()};
    const uint16_t field = reader.u16();
    const uint16_t checksum = reader.u16();
    const size_t length = field == 0 ? packet.length : field;
    if (reader.failed()) return truncated("the UDP header is cut");
    if (length < 8) return malformed("a UDP length of less than 8");
    if (length > packet.length) return malformed("a UDP datagram longer than its packet");
    datagram.length = static_cast<uint32_t>(length - 8);
    datagram.payload = slice_of(reader.rest().substr(0, length - 8), frame);
    datagram.truncated = datagram.payload.size < datagram.length;
    datagram.checksum = checksum == 0 ? Checksum::unknown : check_transport(packet, 6);
    return datagram;
}

// RFC 792: destination unreachable, source quench, time exceeded, parameter problem.
// RFC 4443 §2.1: every type below 128 is an error.
bool is_error(uint8_t protocol, uint8_t type) {
    if (protocol == kIcmpv6) return type < 128;
    return type == 3 || type == 4 || type == 11 || type == 12;
}

Frame icmp(const Packet& packet, const RawFrame& frame) {
    Reader reader(packet.payload);
    IcmpError error;
    error.time = frame.time;
    error.reporter = packet.source;
    error.type = reader.u8();
    error.code = reader.u8();
    reader.skip(6);
    if (reader.failed()) return truncated("the ICMP header is cut");
    if (!is_error(packet.protocol, error.type)) {
        return Undecoded{Why::other_protocol, fmt::format("ICMP type {}", error.type)};
    }
    const auto quoted = strip_quoted_ip(reader.rest());
    if (const auto* reason = std::get_if<Undecoded>(&quoted)) return *reason;
    const Packet& inner = std::get<Packet>(quoted);
    Reader ports(inner.payload);
    error.protocol = inner.protocol;
    error.source = {inner.source, ports.u16()};
    error.destination = {inner.destination, ports.u16()};
    if (ports.failed()) return truncated("the packet that ICMP quotes is cut");
    const Sequence seq{ports.u32()};
    if (inner.protocol == kTcp && !ports.failed()) error.seq = seq;
    return error;
}

}  // namespace

Frame decode(const RawFrame& frame) {
    const auto link = strip_link(frame);
    if (const auto* reason = std::get_if<Undecoded>(&link)) return *reason;
    const auto ip = strip_ip(std::get<LinkPayload>(link));
    if (const auto* reason = std::get_if<Undecoded>(&ip)) return *reason;
    const Packet& packet = std::get<Packet>(ip);
    if (packet.protocol == kTcp) return tcp(packet, frame);
    if (packet.protocol == kUdp) return udp(packet, frame);
    if (packet.protocol == kIcmp || packet.protocol == kIcmpv6) return icmp(packet, frame);
    return Undecoded{Why::other_protocol, fmt::format("IP protocol {}", packet.protocol)};
}

}  // namespace echospec::wire
