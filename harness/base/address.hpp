// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>

namespace echospec::base {

// An IPv4 or IPv6 address, in network byte order; IPv4 fills the first four octets.
struct Address {
    bool is_v6 = false;
    std::array<uint8_t, 16> octets{};

    static Address v4_loopback();
    static Address v6_loopback();
    bool is_any() const;
    bool is_v4_loopback() const { return !is_v6 && octets[0] == 127; }  // in 127.0.0.0/8
    auto operator<=>(const Address&) const = default;
};

// An address and a port (host byte order): of TCP or of UDP.
struct Endpoint {
    Address address;
    uint16_t port = 0;
    auto operator<=>(const Endpoint&) const = default;
};

// The address that this text means, in the usual notation; nothing if it is none.
std::optional<Address> parse_address(const std::string& text);

std::string to_string(const Address& address);    // "127.0.0.1", "::1"
std::string to_string(const Endpoint& endpoint);  // "127.0.0.1:7", "[::1]:7"

}  // namespace echospec::base
