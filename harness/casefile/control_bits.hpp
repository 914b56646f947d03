// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "casefile/raw_step.hpp"
#include "casefile/values.hpp"

namespace echospec::casefile {

// The flags of a segment as a case writes them: SYN+ACK, in any order, or none. `other` is a word
// that may stand in their place, for those who misspell it; empty if there is none.
std::optional<ControlBits> read_control_bits(Scope& scope, const Node* node,
                                             std::string_view other);

}  // namespace echospec::casefile
