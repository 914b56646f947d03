// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "casefile/mistakes.hpp"

// What a YAML file must be as a text, and what its writer is told when it is no YAML.

namespace echospec::casefile {

// UTF-8 without control characters, of at most 1 MiB: yaml-cpp would guess other encodings. False
// if it is not, which has been reported then.
bool check_text(Mistakes& mistakes);

// How a mistake that the parser words in this way usually came about; empty if nobody knows.
std::string syntax_hint(std::string_view message, std::string_view line);

// The bytes of a scalar in quotes up to and with its closing quote, as written; 0 if it has none.
// The text begins with the opening quote.
size_t quoted_length(std::string_view text);

}  // namespace echospec::casefile
