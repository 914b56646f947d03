// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Bytes of the wire are held in std::string, as bytes: nothing here assumes that they are text.
// What people read of them goes through printable() or hex(), so hostile bytes never reach a
// terminal or a report as themselves.

namespace echospec::base {

using Bytes = std::string;

// "4096", "64KiB", "1MiB", "1GiB". Nothing if it is no such text.
std::optional<uint64_t> parse_size(std::string_view text);

// "1 byte", "300 bytes", "64 KiB", "1 MiB": binary units only where they are exact.
std::string format_size(uint64_t size);

// Valid UTF-8 without control characters: other bytes as \n, \t, \r or \xNN; a backslash as \\.
std::string printable(std::string_view bytes);

// As printable(), but line feeds and tabs stay and a valid text is otherwise left as it is.
std::string printable_lines(std::string_view bytes);

// printable(), in double quotes, cut in the middle at about `limit` bytes of input, the cut stated.
std::string quoted(std::string_view bytes, size_t limit);

// "68 65 6c"
std::string hex(std::string_view bytes);

// "00 ff 0a", blanks optional. Nothing if there is anything but pairs of hex digits.
std::optional<Bytes> parse_hex(std::string_view text);

std::vector<std::string> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);

// The command line that a POSIX shell would split into these words.
std::string shell_quoted(const std::vector<std::string>& words);

}  // namespace echospec::base
