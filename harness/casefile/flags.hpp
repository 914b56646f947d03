// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "casefile/values.hpp"
#include "wire/segment.hpp"

namespace echospec::casefile {

// The flags of a segment as a case writes them: SYN+ACK, in any order, or none. `other` is a word
// that may stand in their place, for those who misspell it; empty if there is none.
std::optional<wire::Flags> read_flags(Scope& scope, const Node* node, std::string_view other);

// "SYN+ACK", "none": in the order in which people say them.
std::string written(const wire::Flags& flags);

}  // namespace echospec::casefile
