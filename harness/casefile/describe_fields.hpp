// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>

#include "casefile/raw_step.hpp"

// What a case says of a header's field, as part of a sentence: ", seq 0". Nothing where the case
// left it out.

namespace echospec::casefile {

std::string described(const Bounds& bounds);     // "5", "at least 5", "5 to 9"
std::string described(const SeqBounds& bounds);  // the same of a sequence number

template <class T>
std::string field(std::string_view name, const std::optional<T>& value) {
    return value ? fmt::format(", {} {}", name, *value) : "";
}
std::string field(std::string_view name, const std::optional<Bounds>& bounds);
std::string field(std::string_view name, const std::optional<SeqBounds>& bounds);

std::string address(std::string_view word, const std::optional<base::Address>& address);
std::string data(const std::optional<Payload>& payload);
std::string checksum(wire::ChecksumKind made);  // nothing where it is right

}  // namespace echospec::casefile
