// SPDX-License-Identifier: Apache-2.0
#include "tests/wire/frame_builder.hpp"

#include <variant>

namespace echospec::wire::test {
namespace {

uint32_t words(const Bytes& bytes) {
    uint32_t sum = 0;
    for (size_t i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<uint8_t>(bytes[i]);
        sum += i % 2 == 0 ? uint32_t{byte} << 8 : uint32_t{byte};
    }
    return sum;
}

Bytes checksum(uint32_t sum) {
    while (sum > 0xFFFF)
        sum = (sum & 0xFFFF) + (sum >> 16);
    return u16(~sum & 0xFFFF);
}

Bytes with_sum(unsigned protocol, const Bytes& addresses, Bytes payload, Sum sum) {
    const size_t at = protocol == 6 ? 16 : 6;
    if (sum == Sum::zero || (protocol != 6 && protocol != 17)) return payload;
    const uint32_t pseudo = words(addresses) + protocol + static_cast<uint32_t>(payload.size());
    return payload.replace(at, 2, checksum(pseudo + words(payload)));
}

}  // namespace

Bytes u16(unsigned value) {
    return {static_cast<char>(value >> 8 & 0xFF), static_cast<char>(value & 0xFF)};
}

Bytes u32(uint32_t value) {
    return u16(value >> 16) + u16(value & 0xFFFF);
}

Bytes tcp(unsigned flags, const Bytes& options, const Bytes& payload) {
    const size_t padding = (4 - options.size() % 4) % 4;
    const unsigned words = static_cast<unsigned>((20 + options.size() + padding) / 4);
    return u16(40000) + u16(7) + u32(1000) + u32(5000) + u16(words << 12 | flags) + u16(512) +
           u16(0) + u16(0) + options + Bytes(padding, '\0') + payload;
}

Bytes udp(const Bytes& payload) {
    return u16(40000) + u16(7) + u16(static_cast<unsigned>(8 + payload.size())) + u16(0) + payload;
}

Bytes ipv4(unsigned protocol, Bytes payload, Sum sum) {
    const Bytes addresses = u32(0xC0000201) + u32(0xC0000202);
    payload = with_sum(protocol, addresses, std::move(payload), sum);
    return u16(0x4500) + u16(static_cast<unsigned>(20 + payload.size())) + u16(1) + u16(0x4000) +
           u16(64 << 8 | protocol) + u16(0) + addresses + payload;
}

Bytes ipv6(unsigned next, Bytes payload, Sum sum) {
    const Bytes prefix = u32(0x20010DB8) + u32(0) + u32(0);
    const Bytes addresses = prefix + u32(1) + prefix + u32(2);
    payload = with_sum(next, addresses, std::move(payload), sum);
    return u32(0x60000000) + u16(static_cast<unsigned>(payload.size())) + u16(next << 8 | 64) +
           addresses + payload;
}

Bytes ethernet(unsigned type, const Bytes& payload) {
    return Bytes(12, '\0') + u16(type) + payload;
}

Frame decode_as(LinkType link, const Bytes& bytes) {
    return decode(RawFrame{base::Instant(), link, bytes, static_cast<uint32_t>(bytes.size())});
}

Segment segment_in(LinkType link, const Bytes& bytes) {
    return std::get<Segment>(decode_as(link, bytes));
}

Undecoded undecoded_in(LinkType link, const Bytes& bytes) {
    return std::get<Undecoded>(decode_as(link, bytes));
}

}  // namespace echospec::wire::test
