// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace echospec::reports::html {

// Two windows of bytes, one below the other, with what differs marked. A line that begins with
// "expected" is compared with the next one if that begins with "observed", column by column; all
// other lines stay as they are. The text must be clean; what is returned is markup.
std::string difference_markup(std::string_view text);

}  // namespace echospec::reports::html
