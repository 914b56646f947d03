// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "casefile/lines.hpp"

namespace echospec::casefile {

// A value of YAML, with its place in the file.
struct Node {
    enum class Kind { nothing, scalar, sequence, map };
    Kind kind = Kind::nothing;  // nothing: an empty value, `~` or `null`
    Spot spot;
    bool quoted = false;      // a scalar in quotes or a block
    std::string scalar;       // the text of a scalar
    std::vector<Node> keys;   // of a map, each a scalar; keys[i] has the value items[i]
    std::vector<Node> items;  // of a sequence or a map
    bool operator==(const Node&) const = default;
};

}  // namespace echospec::casefile
