// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace echospec::reports {

// A clean text as a double-quoted YAML scalar on one line (YAML 1.2 §5.7 takes JSON's escapes).
std::string yaml_text(std::string_view text);

}  // namespace echospec::reports
