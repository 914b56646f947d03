// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "casefile/node.hpp"

// A tree as a text that is read back a hundred times faster than YAML is. The files built into the
// binary carry theirs, made by the same parser when the binary was built. Of a sequence of two
// scalars in line 1:
//
//     [ 1 1 1 2 s 1 2 5 5 helloq 1 9 3 1 x
//
// kind, line, column, length; then how many items, or how many bytes and these. A map's items
// follow their keys; `q` is a scalar in quotes, `n` nothing.

namespace echospec::casefile {

std::string write_prepared(const Node& node);

// Throws HarnessError where the text is not what write_prepared made.
Node read_prepared(std::string_view text);

}  // namespace echospec::casefile
