// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "casefile/step.hpp"
#include "casefile/values.hpp"

namespace echospec::casefile {

// What `after: wire:` asks of the capture: a map, or a list of maps, one a connection.
std::vector<WireWanted> read_wire(Scope& scope, const Node* node);

}  // namespace echospec::casefile
