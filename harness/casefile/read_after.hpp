// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "casefile/case.hpp"
#include "casefile/values.hpp"

namespace echospec::casefile {

// How the target is started, and what must hold of it at the end. Null: the usual way, nothing.
Start read_start(Scope& scope, const Node* node);
After read_after(Scope& scope, const Node* node);

}  // namespace echospec::casefile
