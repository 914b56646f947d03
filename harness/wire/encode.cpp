// SPDX-License-Identifier: Apache-2.0
#include "wire/encode.hpp"

#include "wire/checksum.hpp"

namespace echospec::wire {
namespace {

constexpr uint8_t kIcmp = 1, kTcp = 6, kUdp = 17, kIcmpv6 = 58;
constexpr size_t kQuotedOctetsV6 = 1200;

// Numbers in network order.
class Writer {
  public:
    Writer& u8(unsigned value) {
        bytes_ += static_cast<char>(value);
        return *this;
    }
    Writer& u16(unsigned value) { return u8(value >> 8 & 0xFF).u8(value & 0xFF); }
    Writer& u32(uint32_t value) { return u16(value >> 16).u16(value & 0xFFFF); }
    Writer& bytes(std::string_view more) {
        bytes_ += more;
        return *this;
    }
    Writer& address(const Address& value) {
        for (size_t i = 0; i < (value.is_v6 ? 16 : 4); ++i)
            u8(value.octets[i]);
        return *this;
    }
    base::Bytes take() { return std::move(bytes_); }

  private:
    base::Bytes bytes_;
};

base::Bytes padded(base::Bytes bytes) {
    bytes.resize((bytes.size() + 3) / 4 * 4, '\0');
    return bytes;
}

void put_u16(base::Bytes& bytes, size_t at, uint16_t value) {
    bytes[at] = static_cast<char>(value >> 8);
    bytes[at + 1] = static_cast<char>(value & 0xFF);
}

base::Bytes ipv4(const PacketDraft& packet, uint8_t protocol, const base::Bytes& payload) {
    const base::Bytes options = padded(packet.ip_options);
    const size_t header = 20 + options.size();
    base::Bytes bytes = Writer()
                            .u8(0x40 | static_cast<unsigned>(header / 4))
                            .u8(packet.traffic_class)
                            .u16(static_cast<unsigned>(header + payload.size()))
                            .u32(0x4000)  // no identification, not to be fragmented
                            .u8(packet.hop_limit)
                            .u8(protocol)
                            .u16(0)
                            .address(packet.source)
                            .address(packet.destination)
                            .bytes(options)
                            .take();
    put_u16(bytes, 10, internet_checksum(bytes));
    return bytes + payload;
}

base::Bytes ipv6(const PacketDraft& packet, uint8_t protocol, const base::Bytes& payload) {
    return Writer()
        .u32(0x60000000 | uint32_t{packet.traffic_class} << 20)
        .u16(static_cast<unsigned>(payload.size()))
        .u8(protocol)
        .u8(packet.hop_limit)
        .address(packet.source)
        .address(packet.destination)
        .bytes(payload)
        .take();
}

base::Bytes in_packet(const PacketDraft& packet, uint8_t protocol, const base::Bytes& payload) {
    return packet.destination.is_v6 ? ipv6(packet, protocol, payload)
                                    : ipv4(packet, protocol, payload);
}

// The sum that makes the whole right, over the field at `offset`, which is zero by now. A sum of
// zero is sent as ones (RFC 768): in TCP both mean the same.
uint16_t sum_for(const PacketDraft& packet, uint8_t protocol, const base::Bytes& bytes) {
    const uint16_t sum = transport_checksum({.source = packet.source,
                                             .destination = packet.destination,
                                             .protocol = protocol,
                                             .payload = bytes,
                                             .length = bytes.size()});
    return sum == 0 && protocol == kUdp ? 0xFFFF : sum;
}

void put_checksum(base::Bytes& bytes, size_t at, ChecksumKind kind, uint16_t right) {
    if (kind == ChecksumKind::zero) return;
    // Neither zero, which UDP would take for none, nor right.
    uint16_t wrong = static_cast<uint16_t>(right ^ 0x5555);
    if (wrong == 0) wrong = static_cast<uint16_t>(right ^ 0x3333);
    put_u16(bytes, at, kind == ChecksumKind::right ? right : wrong);
}

// As much of a packet as an error quotes: of IPv4 the header and eight octets (RFC 792), of IPv6
// what fits into the smallest MTU (RFC 4443 §3).
std::string_view quotation(std::string_view packet, bool v6) {
    if (v6 || packet.empty()) return packet.substr(0, kQuotedOctetsV6);
    return packet.substr(0, (static_cast<uint8_t>(packet[0]) & 0x0F) * size_t{4} + 8);
}

unsigned control_bits(const Flags& flags) {
    return (flags.fin ? 0x01u : 0) | (flags.syn ? 0x02u : 0) | (flags.rst ? 0x04u : 0) |
           (flags.psh ? 0x08u : 0) | (flags.ack ? 0x10u : 0) | (flags.urg ? 0x20u : 0) |
           (flags.ece ? 0x40u : 0) | (flags.cwr ? 0x80u : 0);
}

}  // namespace

base::Bytes encode(const SegmentDraft& draft) {
    const base::Bytes options = padded(draft.options);
    const unsigned words = static_cast<unsigned>(5 + options.size() / 4);
    base::Bytes bytes =
        Writer()
            .u16(draft.source_port)
            .u16(draft.destination_port)
            .u32(draft.seq.value)
            .u32(draft.ack.value)
            .u8(draft.offset.value_or(static_cast<uint8_t>(words)) << 4 | (draft.reserved & 0x0F))
            .u8(control_bits(draft.flags))
            .u16(draft.window)
            .u16(0)
            .u16(draft.urgent)
            .bytes(options)
            .bytes(draft.payload)
            .take();
    put_checksum(bytes, 16, draft.checksum, sum_for(draft.packet, kTcp, bytes));
    return in_packet(draft.packet, kTcp, bytes);
}

base::Bytes encode(const DatagramDraft& draft) {
    const size_t size = 8 + draft.payload.size();
    base::Bytes bytes = Writer()
                            .u16(draft.source_port)
                            .u16(draft.destination_port)
                            .u16(draft.length.value_or(static_cast<uint16_t>(size)))
                            .u16(0)
                            .bytes(draft.payload)
                            .take();
    put_checksum(bytes, 6, draft.checksum, sum_for(draft.packet, kUdp, bytes));
    return in_packet(draft.packet, kUdp, bytes);
}

base::Bytes encode(const IcmpDraft& draft) {
    const bool v6 = draft.packet.destination.is_v6;
    base::Bytes bytes = Writer()
                            .u8(draft.type)
                            .u8(draft.code)
                            .u16(0)
                            .u32(draft.detail)
                            .bytes(quotation(draft.quoted, v6))
                            .take();
    put_u16(bytes, 2, v6 ? sum_for(draft.packet, kIcmpv6, bytes) : internet_checksum(bytes));
    return in_packet(draft.packet, v6 ? kIcmpv6 : kIcmp, bytes);
}

base::Bytes mss_option(uint16_t mss) {
    return Writer().u8(2).u8(4).u16(mss).take();
}

}  // namespace echospec::wire
