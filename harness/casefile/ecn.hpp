// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "casefile/values.hpp"

// The two bits of the IP header by which routers tell of congestion (RFC 3168 §5): none, ect-0 and
// ect-1 ("I understand marks") or ce ("this packet has met congestion").

namespace echospec::casefile {

const Words<unsigned>& ecn_words();
std::string ecn_name(unsigned bits);

}  // namespace echospec::casefile
