// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace echospec::base {

// "did you mean `receive`?" where one of the known words is near enough to be a slip of the
// fingers; else "one of: a, b, c" for a short list; else nothing.
std::string suggest(std::string_view word, const std::vector<std::string>& known);

}  // namespace echospec::base
