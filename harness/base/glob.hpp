// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace echospec::base {

// Shell-like patterns over whole ids: `*` stands for any run of characters, slashes too, `?` for
// one. A pattern without wildcards also matches everything below it: "tcp/server" is
// "tcp/server/*".
bool glob_matches(std::string_view pattern, std::string_view id);

}  // namespace echospec::base
