// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/internet_layer.hpp"
#include "wire/segment.hpp"

namespace echospec::wire {

// The Internet checksum of these bytes (RFC 1071): what makes their sum right once it is put where
// zeros are now. Of a transport's segment or datagram, over its pseudo-header too.
uint16_t internet_checksum(std::string_view bytes);
uint16_t transport_checksum(const Packet& packet);

// Judges the checksum of the packet's whole TCP segment or UDP datagram (RFC 9293 §3.1, RFC 768,
// RFC 8200 §8.1), whose checksum field is at `offset` in it. Unknown if the packet was cut.
Checksum check_transport(const Packet& packet, size_t offset);

}  // namespace echospec::wire
