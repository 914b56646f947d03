// SPDX-License-Identifier: Apache-2.0
#include "casefile/own_stack.hpp"

namespace echospec::casefile {
namespace {

constexpr size_t kLongestName = 15;  // IFNAMSIZ, less its zero
constexpr uint8_t kGateway = 1, kOtherGateway = 254;

bool is_device(const std::string& name) {
    const bool known = name.starts_with("tun") || name.starts_with("tap");
    return known && name.size() <= kLongestName &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos;
}

}  // namespace

std::optional<OwnStack> parse_own_stack(const std::string& text) {
    const size_t colon = text.find(':');
    if (colon == std::string::npos || !is_device(text.substr(0, colon))) return std::nullopt;
    const auto address = base::parse_address(text.substr(colon + 1));
    if (!address || address->is_v6 || address->octets[0] == 127) return std::nullopt;
    OwnStack stack{.device = text.substr(0, colon), .address = *address, .gateway = *address};
    uint8_t& last = stack.gateway.octets[3];
    last = last == kGateway ? kOtherGateway : kGateway;
    return stack;
}

std::string to_string(const OwnStack& stack) {
    return stack.device + ":" + base::to_string(stack.address);
}

}  // namespace echospec::casefile
