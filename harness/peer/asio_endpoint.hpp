// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <boost/asio/ip/address.hpp>

#include "base/address.hpp"

// Between Asio's endpoints, of TCP or UDP, and the project's own.

namespace echospec::peer {

template <class AsioEndpoint>
AsioEndpoint to_asio(const base::Endpoint& endpoint) {
    namespace ip = boost::asio::ip;
    const auto& octets = endpoint.address.octets;
    if (endpoint.address.is_v6) return {ip::address_v6(octets), endpoint.port};
    return {ip::address_v4({octets[0], octets[1], octets[2], octets[3]}), endpoint.port};
}

template <class AsioEndpoint>
base::Endpoint from_asio(const AsioEndpoint& endpoint) {
    base::Endpoint result{.address = {.is_v6 = endpoint.address().is_v6()},
                          .port = endpoint.port()};
    if (result.address.is_v6) {
        result.address.octets = endpoint.address().to_v6().to_bytes();
    } else {
        const auto octets = endpoint.address().to_v4().to_bytes();
        std::copy(octets.begin(), octets.end(), result.address.octets.begin());
    }
    return result;
}

}  // namespace echospec::peer
