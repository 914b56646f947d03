// SPDX-License-Identifier: Apache-2.0
#include "casefile/own_stack.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace echospec::casefile {
namespace {

using base::Address;

constexpr size_t kLongestName = 15;  // IFNAMSIZ, less its zero

bool is_device(const std::string& name) {
    const bool known = name.starts_with("tun") || name.starts_with("tap");
    return known && name.size() <= kLongestName &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos;
}

// Not "any", loopback, or a group.
bool is_of_a_host(const Address& address) {
    const bool is_loopback = address.is_v4_loopback() || address == Address::v6_loopback();
    if (address.is_any() || is_loopback) return false;
    const uint8_t first = address.octets[0];
    return address.is_v6 ? first != 0xff : first != 0 && first < 224;
}

uint8_t& last_octet(Address& address) {
    return address.octets.at(address.is_v6 ? 15 : 3);
}

bool may_join(const OwnStack& stack, const Address& address) {
    const auto& others = stack.addresses;
    const auto first = stack.of_version(address.is_v6);
    return is_of_a_host(address) && (!first || are_in_one_network(address, *first)) &&
           std::find(others.begin(), others.end(), address) == others.end();
}

}  // namespace

bool are_in_one_network(const Address& one, const Address& other) {
    const auto begin = one.octets.begin();
    return one.is_v6 == other.is_v6 &&
           std::equal(begin, begin + (one.is_v6 ? 8 : 3), other.octets.begin());
}

std::optional<Address> OwnStack::of_version(bool v6, size_t place) const {
    for (const Address& address : addresses) {
        if (address.is_v6 == v6 && place-- == 0) return address;
    }
    return std::nullopt;
}

// .1 if the target does not have it, then from .254 down.
Address OwnStack::beside(const Address& own, size_t place) const {
    Address address = own;
    for (uint8_t last = 1;; last = last == 1 ? 254 : last - 1) {
        last_octet(address) = last;
        const bool taken =
            std::find(addresses.begin(), addresses.end(), address) != addresses.end();
        if (!taken && place-- == 0) return address;
    }
}

std::optional<OwnStack> parse_own_stack(const std::string& text) {
    const size_t colon = text.find(':');
    if (colon == std::string::npos || !is_device(text.substr(0, colon))) return std::nullopt;
    OwnStack stack{.device = text.substr(0, colon), .addresses = {}};
    for (const std::string& part : base::split(text.substr(colon + 1), ',')) {
        const auto address = base::parse_address(part);
        if (!address || !may_join(stack, *address)) return std::nullopt;
        stack.addresses.push_back(*address);
    }
    return stack;
}

std::string to_string(const OwnStack& stack) {
    return stack.device + ":" + addresses_of(stack);
}

std::string addresses_of(const OwnStack& stack) {
    std::vector<std::string> all;
    for (const Address& address : stack.addresses)
        all.push_back(base::to_string(address));
    return base::join(all, ",");
}

}  // namespace echospec::casefile
