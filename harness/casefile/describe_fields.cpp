// SPDX-License-Identifier: Apache-2.0
#include "casefile/describe_fields.hpp"

namespace echospec::casefile {
namespace {

template <class Known>
std::string text_of(const Known& bounds) {
    const Known any;
    if (bounds.at_least == bounds.at_most) return std::to_string(bounds.at_least);
    if (bounds.at_most == any.at_most) return fmt::format("at least {}", bounds.at_least);
    if (bounds.at_least == any.at_least) return fmt::format("at most {}", bounds.at_most);
    return fmt::format("{} to {}", bounds.at_least, bounds.at_most);
}

}  // namespace

std::string described(const Bounds& bounds) {
    return text_of(bounds);
}

std::string described(const SeqBounds& bounds) {
    return text_of(bounds);
}

std::string field(std::string_view name, const std::optional<Bounds>& bounds) {
    return bounds ? fmt::format(", {} {}", name, described(*bounds)) : "";
}

std::string field(std::string_view name, const std::optional<SeqBounds>& bounds) {
    return bounds ? fmt::format(", {} {}", name, described(*bounds)) : "";
}

std::string address(std::string_view word, const std::optional<base::Address>& address) {
    return address ? fmt::format(", {} {}", word, base::to_string(*address)) : "";
}

std::string data(const std::optional<Payload>& payload) {
    return payload ? ", data " + describe(*payload) : "";
}

std::string checksum(wire::ChecksumKind made) {
    switch (made) {
        case wire::ChecksumKind::right:
            return "";
        case wire::ChecksumKind::wrong:
            return ", wrong checksum";
        case wire::ChecksumKind::zero:
            return ", no checksum";
    }
    return "";
}

}  // namespace echospec::casefile
