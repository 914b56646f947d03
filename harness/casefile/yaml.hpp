// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "casefile/catalogue.hpp"
#include "casefile/mistakes.hpp"
#include "casefile/node.hpp"

// YAML as a tree of plain values, each with its place in the file. Aliases are replaced by what
// they stand for. Depth, size and the number of nodes are limited, so that a hostile file costs
// no more than an honest one.

namespace echospec::casefile {

// The file's one document, as it was prepared or parsed now. Mistakes of syntax, duplicate keys
// among them, are added to `mistakes`; nothing is returned if there is no document that could be
// read at all.
std::optional<Node> parse_yaml(const SourceFile& file, Mistakes& mistakes);

}  // namespace echospec::casefile
