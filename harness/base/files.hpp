// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace echospec::base {

// The whole file as bytes; nothing if it cannot be read (errno says why).
std::optional<std::string> read_file(const std::string& path);

// Writes through a temporary file beside it and a rename, so that a reader never sees half a file;
// "-" is standard output. Throws HarnessError.
void write_file(const std::string& path, std::string_view content);

}  // namespace echospec::base
