// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace echospec::reports::compliance {

// Where a source stands: 'RFC 9293 §3.10.4: "…"' is document "RFC 9293", section "3.10.4"; 'RFC
// 862, TCP Based Echo Service: "…"' is document "RFC 862" and the section of that name.
struct Place {
    std::string document;  // "Good practice" for a source without a name
    std::string section;   // may be empty
};

Place place_of(std::string_view source);

// Numbers within texts compare as numbers: "3.9" before "3.10", "RFC 862" before "RFC 9293".
bool stands_before(std::string_view left, std::string_view right);

}  // namespace echospec::reports::compliance
