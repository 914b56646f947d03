// SPDX-License-Identifier: Apache-2.0
#include "sandbox/diag_endpoint.hpp"

#include <arpa/inet.h>
#include <libmnl/libmnl.h>
#include <linux/inet_diag.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>

namespace echospec::sandbox {
namespace {

base::Address unmapped(const base::Address& address) {
    static constexpr std::array<uint8_t, 12> kPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    if (!std::equal(kPrefix.begin(), kPrefix.end(), address.octets.begin())) return address;
    base::Address v4;
    std::copy_n(address.octets.begin() + kPrefix.size(), 4, v4.octets.begin());
    return v4;
}

}  // namespace

base::Endpoint diag_endpoint(uint8_t family, const __be32* octets, __be16 port) {
    base::Endpoint result{.address = {.is_v6 = family == AF_INET6}, .port = ntohs(port)};
    const auto* const bytes = static_cast<const uint8_t*>(static_cast<const void*>(octets));
    std::copy_n(bytes, family == AF_INET6 ? 16 : 4, result.address.octets.begin());
    if (result.address.is_v6) result.address = unmapped(result.address);
    return result;
}

bool diag_v6_only(const nlmsghdr* message) {
    bool found = false;
    const auto look = [](const nlattr* attribute, void* context) {
        if (mnl_attr_get_type(attribute) == INET_DIAG_SKV6ONLY) {
            *static_cast<bool*>(context) = mnl_attr_get_u8(attribute) != 0;
        }
        return MNL_CB_OK;
    };
    mnl_attr_parse(message, sizeof(inet_diag_msg), look, &found);
    return found;
}

}  // namespace echospec::sandbox
