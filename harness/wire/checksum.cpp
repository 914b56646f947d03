// SPDX-License-Identifier: Apache-2.0
#include "wire/checksum.hpp"

#include "wire/reader.hpp"

namespace echospec::wire {
namespace {

// The sum of 16-bit words, not yet folded (RFC 1071). Even 16 MiB cannot overflow it.
uint64_t sum_words(std::string_view bytes) {
    uint64_t sum = 0;
    size_t i = 0;
    const auto at = [&](size_t index) { return uint64_t{static_cast<uint8_t>(bytes[index])}; };
    for (; i + 1 < bytes.size(); i += 2)
        sum += at(i) << 8 | at(i + 1);
    return i < bytes.size() ? sum + (at(i) << 8) : sum;
}

uint16_t fold_carries(uint64_t sum) {
    while (sum > 0xFFFF)
        sum = (sum & 0xFFFF) + (sum >> 16);
    return static_cast<uint16_t>(sum);
}

uint64_t sum_address(const Address& address) {
    const size_t size = address.is_v6 ? 16 : 4;
    uint64_t sum = 0;
    for (size_t i = 0; i < size; i += 2)
        sum += address.octets[i] * 256u + address.octets[i + 1];
    return sum;
}

uint64_t sum_pseudo_header(const Packet& packet) {
    return sum_address(packet.source) + sum_address(packet.destination) + packet.protocol +
           (packet.length >> 16) + (packet.length & 0xFFFF);
}

}  // namespace

uint16_t internet_checksum(std::string_view bytes) {
    return static_cast<uint16_t>(~fold_carries(sum_words(bytes)));
}

uint16_t transport_checksum(const Packet& packet) {
    return static_cast<uint16_t>(
        ~fold_carries(sum_pseudo_header(packet) + sum_words(packet.payload)));
}

Checksum check_transport(const Packet& packet, size_t offset) {
    if (packet.payload.size() != packet.length) return Checksum::unknown;
    Reader reader(packet.payload);
    reader.skip(offset);
    const uint16_t field = reader.u16();
    const uint64_t pseudo = sum_pseudo_header(packet);
    if (reader.failed()) return Checksum::unknown;
    if (fold_carries(pseudo + sum_words(packet.payload)) == 0xFFFF) return Checksum::right;
    return field == fold_carries(pseudo) ? Checksum::unfilled : Checksum::wrong;
}

}  // namespace echospec::wire
