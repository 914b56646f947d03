// SPDX-License-Identifier: Apache-2.0
#include "base/address.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

namespace echospec::base {

Address Address::v4_loopback() {
    return {.is_v6 = false, .octets = {127, 0, 0, 1}};
}

Address Address::v6_loopback() {
    Address address{.is_v6 = true};
    address.octets.back() = 1;
    return address;
}

bool Address::is_any() const {
    return octets == std::array<uint8_t, 16>{};
}

std::optional<Address> parse_address(const std::string& text) {
    Address address;
    if (::inet_pton(AF_INET, text.c_str(), address.octets.data()) == 1) return address;
    address.is_v6 = true;
    if (::inet_pton(AF_INET6, text.c_str(), address.octets.data()) == 1) return address;
    return std::nullopt;
}

std::string to_string(const Address& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const int family = address.is_v6 ? AF_INET6 : AF_INET;
    ::inet_ntop(family, address.octets.data(), text.data(), text.size());
    return text.data();
}

std::string to_string(const Endpoint& endpoint) {
    const std::string address = to_string(endpoint.address);
    return fmt::format(fmt::runtime(endpoint.address.is_v6 ? "[{}]:{}" : "{}:{}"), address,
                       endpoint.port);
}

}  // namespace echospec::base
