// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <variant>

#include "wire/decode.hpp"

// The decoder's first step: takes the link's header off.

namespace echospec::wire {

// An IP packet, captured so far; padding of the link may follow it.
struct LinkPayload {
    std::string_view bytes;
    size_t wire_length = 0;
};

std::variant<LinkPayload, Undecoded> strip_link(const RawFrame& frame);

}  // namespace echospec::wire
