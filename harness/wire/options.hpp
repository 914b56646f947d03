// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "wire/segment.hpp"

namespace echospec::wire {

// The options of a TCP header (RFC 9293 §3.2). Unknown kinds are passed over by their length.
Options parse_options(std::string_view bytes);

}  // namespace echospec::wire
