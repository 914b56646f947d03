// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "verdict/result.hpp"

// Every writer cleans its input first, so that no byte of a target, of a results file from
// elsewhere or of a file name can break a format. What is clean is UTF-8 whose only control
// characters are line feed and tab: XML 1.0, HTML and YAML may then hold it, once their own
// delimiters are escaped. Other bytes are shown as \xNN, characters that reorder text as \uNNNN.

namespace echospec::reports {

verdict::RunResult clean(verdict::RunResult run);

// One text made clean.
std::string clean_text(std::string_view text);

// A text for one line: line feeds and tabs become blanks, and blanks at the ends go.
std::string one_line(std::string_view text);

// At most `length` bytes and an ellipsis, cut between characters.
std::string shortened(std::string_view text, size_t length);

// At most about `limit` bytes, cut between characters; what was cut is stated.
std::string cut(std::string_view text, size_t limit);

}  // namespace echospec::reports
