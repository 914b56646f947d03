// SPDX-License-Identifier: Apache-2.0
#include "verdict/unescape.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

namespace echospec::verdict {
namespace {

struct Escape {
    std::string stands_for;
    size_t size = 0;  // of what is written
};

std::string utf8(uint32_t code) {
    const auto tail = [](uint32_t bits) { return static_cast<char>(0x80U | (bits & 0x3FU)); };
    if (code < 0x80) return {static_cast<char>(code)};
    if (code < 0x800) return {static_cast<char>(0xC0U | (code >> 6)), tail(code)};
    if (code < 0x10000) {
        return {static_cast<char>(0xE0U | (code >> 12)), tail(code >> 6), tail(code)};
    }
    return {static_cast<char>(0xF0U | (code >> 18)), tail(code >> 12), tail(code >> 6), tail(code)};
}

std::optional<uint32_t> hexadecimal(std::string_view digits) {
    uint32_t value = 0;
    const char* const end = digits.data() + digits.size();
    const auto [last, error] = std::from_chars(digits.data(), end, value, 16);
    if (error != std::errc{} || last != end) return std::nullopt;
    return value;
}

std::optional<Escape> numbered(std::string_view text, size_t digits) {
    if (text.size() < 2 + digits) return std::nullopt;
    const auto code = hexadecimal(text.substr(2, digits));
    if (!code) return std::nullopt;
    const bool is_byte = text[1] == 'x';
    return Escape{is_byte ? std::string(1, static_cast<char>(*code)) : utf8(*code), 2 + digits};
}

// Rust's \u{e9}.
std::optional<Escape> braced(std::string_view text) {
    const size_t end = text.find('}');
    if (end == std::string_view::npos || end < 4) return std::nullopt;
    const auto code = hexadecimal(text.substr(3, end - 3));
    if (!code || *code > 0x10FFFF) return std::nullopt;
    return Escape{utf8(*code), end + 1};
}

// `text` begins with a backslash.
std::optional<Escape> read_escape(std::string_view text) {
    static constexpr std::string_view kLetters = "nrtabfv0\\'\"";
    static constexpr std::string_view kMeanings{"\n\r\t\a\b\f\v\0\\'\"", 11};
    if (text.size() < 2) return std::nullopt;
    const size_t simple = kLetters.find(text[1]);
    if (simple != std::string_view::npos) return Escape{std::string(1, kMeanings[simple]), 2};
    if (text[1] == 'x') return numbered(text, 2);
    if (text.starts_with("\\u{")) return braced(text);
    if (text[1] == 'u') return numbered(text, 4);
    if (text[1] == 'U') return numbered(text, 8);
    return std::nullopt;
}

// Where the literal ends whose first quote is at `open`; npos if nowhere in its line.
size_t closing_quote(std::string_view text, size_t open) {
    for (size_t at = open + 1; at < text.size() && text[at] != '\n'; ++at) {
        if (text[at] == '\\') {
            ++at;
        } else if (text[at] == text[open]) {
            return at;
        }
    }
    return std::string_view::npos;
}

}  // namespace

std::string unescape(std::string_view text) {
    std::string bytes;
    bytes.reserve(text.size());
    while (!text.empty()) {
        const size_t plain = std::min(text.find('\\'), text.size());
        bytes += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty()) break;
        const Escape escape = read_escape(text).value_or(Escape{"\\", 1});
        bytes += escape.stands_for;
        text.remove_prefix(escape.size);
    }
    return bytes;
}

std::string inside_literals(std::string_view text) {
    std::string bytes;
    for (size_t at = text.find('b'); at != std::string_view::npos; at = text.find('b', at + 1)) {
        if (at + 1 >= text.size() || (text[at + 1] != '\'' && text[at + 1] != '"')) continue;
        const size_t end = closing_quote(text, at + 1);
        if (end == std::string_view::npos) continue;
        bytes += unescape(text.substr(at + 2, end - at - 2));
        at = end;
    }
    return bytes;
}

}  // namespace echospec::verdict
