// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "casefile/values.hpp"

namespace echospec::casefile {

// The scalar's text with every `$name` replaced by the parameter's value, and `$$` by one dollar. A
// `$` before anything but a letter stands for itself. Nothing where the matrix has no such name,
// which has been reported then. The scope must have parameters.
std::optional<std::string> substitute_parameters(Scope& scope, const Node& node);

// " (where $size is `12x`)" for each parameter that the node names.
std::string where_parameters(const Scope& scope, const Node& node);

}  // namespace echospec::casefile
