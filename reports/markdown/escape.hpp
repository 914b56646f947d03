// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

// Clean text put into Markdown (CommonMark 0.31 with GitHub's tables, strikethrough and math) so
// that it reads as itself. Each result holds together within a table cell too.

namespace echospec::reports::markdown {

// For running text: one line.
std::string escape(std::string_view text);

// For a code span: one line, <code> with entities, since a span cannot hold every text.
std::string code(std::string_view text);

// A fenced block, its fence longer than any in the text; ends with a line feed.
std::string block(std::string_view text);

}  // namespace echospec::reports::markdown
