// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace echospec::base {

// "sha256:" and 64 hex digits.
std::string sha256(std::string_view bytes);

}  // namespace echospec::base
