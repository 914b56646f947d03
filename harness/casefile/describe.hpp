// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "casefile/step.hpp"

namespace echospec::casefile {

// The step as a person reads it, without its number: "send 64 KiB of random bytes on a",
// "receive the whole echo on client", "half-close client".
std::string describe(const Action& action);

// "at most 512 bytes, one line of text".
std::string describe(const ExpectAny& any);

// "FIN-WAIT-2 or CLOSING, 0 octets unread"; empty if nothing is asked for.
std::string describe(const EndState& end);

}  // namespace echospec::casefile
