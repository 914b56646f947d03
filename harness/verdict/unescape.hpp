// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

// Bytes out of the forms in which programming languages print them. Pure.

namespace echospec::verdict {

// Every escape replaced by what it stands for: \n \t \\ \' \" \0 \x41 \u00e9 \u{e9} …; a backslash
// that begins none stays.
std::string unescape(std::string_view text);

// What Python's bytes literals of the text stand for, b'...' or b"...", one behind the other.
std::string inside_literals(std::string_view text);

}  // namespace echospec::verdict
