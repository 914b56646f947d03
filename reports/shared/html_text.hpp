// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace echospec::reports {

// A clean text for an element or a quoted attribute of HTML or SVG.
std::string html_text(std::string_view text);

}  // namespace echospec::reports
