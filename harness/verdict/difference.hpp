// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace echospec::verdict {

// Both texts around the first differing offset, as hex and printable characters:
//
//     offset 48
//     expected  40: 61 62 63 64 65 66 67 68  69 6a 6b 6c 6d 6e 6f 70  |abcdefghijklmnop|
//     observed  40: 61 62 63 64 65 66 67 68  49 6a                    |abcdefghIj|
std::string difference(std::string_view expected, std::string_view observed, size_t offset);

}  // namespace echospec::verdict
