// SPDX-License-Identifier: Apache-2.0
#include "cli/connect_option.hpp"

#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>

#include <CLI/Error.hpp>
#include <charconv>
#include <cstring>
#include <memory>
#include <optional>

namespace echospec::cli {
namespace {

[[noreturn]] void refuse(const std::string& text, const std::string& why) {
    throw CLI::ValidationError(
        "--connect",
        fmt::format("`{}` {}; write HOST:PORT, as in 127.0.0.1:7 or [::1]:7", text, why));
}

uint16_t port_in(const std::string& text, const std::string& digits) {
    unsigned port = 0;
    const char* const end = digits.data() + digits.size();
    const auto [last, error] = std::from_chars(digits.data(), end, port);
    if (error != std::errc{} || last != end || port < 1 || port > 65535) {
        refuse(text, "has no port from 1 to 65535");
    }
    return static_cast<uint16_t>(port);
}

std::optional<base::Address> address_of(const addrinfo& info) {
    base::Address address{.is_v6 = info.ai_family == AF_INET6};
    if (info.ai_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, info.ai_addr, sizeof v4);
        std::memcpy(address.octets.data(), &v4.sin_addr, sizeof v4.sin_addr);
        return address;
    }
    if (info.ai_family != AF_INET6) return std::nullopt;
    sockaddr_in6 v6{};
    std::memcpy(&v6, info.ai_addr, sizeof v6);
    std::memcpy(address.octets.data(), &v6.sin6_addr, sizeof v6.sin6_addr);
    return address;
}

base::Address resolve(const std::string& text, const std::string& host) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    const int error = ::getaddrinfo(host.c_str(), nullptr, &hints, &list);
    if (error != 0) refuse(text, std::string("names no host: ") + ::gai_strerror(error));
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owned(list, &::freeaddrinfo);
    for (const addrinfo* info = list; info != nullptr; info = info->ai_next) {
        if (const auto address = address_of(*info)) return *address;
    }
    refuse(text, "names no host with an IP address");
}

}  // namespace

base::Endpoint endpoint_of(const std::string& text) {
    const size_t colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0) refuse(text, "is no address with a port");
    std::string host = text.substr(0, colon);
    const uint16_t port = port_in(text, text.substr(colon + 1));
    const bool bracketed = host.starts_with('[') && host.ends_with(']');
    if (bracketed) host = host.substr(1, host.size() - 2);
    if (!bracketed && host.find(':') != std::string::npos) {
        refuse(text, "has an IPv6 address without brackets");
    }
    return {resolve(text, host), port};
}

}  // namespace echospec::cli
