// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace echospec::base {
namespace {

// The length of the well-formed UTF-8 sequence at the head of `bytes`; 0 if there is none
// (Unicode 15, table 3-7). ASCII counts as length 1.
size_t utf8_length(std::string_view bytes) {
    const auto at = [&](size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned char lead = at(0);
    if (lead < 0x80) return 1;
    const size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || bytes.size() < length) return 0;
    const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (at(1) < low || at(1) > high) return 0;
    for (size_t i = 2; i < length; ++i) {
        if (at(i) < 0x80 || at(i) > 0xBF) return 0;
    }
    return length;
}

// Controls (C0, DEL, and the C1 block, which is C2 80..C2 9F) and U+FFFE/U+FFFF, which XML forbids.
bool is_hidden(std::string_view sequence) {
    const auto lead = static_cast<unsigned char>(sequence[0]);
    if (sequence.size() == 1) return lead < 0x20 || lead == 0x7F;
    if (sequence.size() == 2) return lead == 0xC2 && static_cast<unsigned char>(sequence[1]) < 0xA0;
    return sequence == "\xEF\xBF\xBE" || sequence == "\xEF\xBF\xBF";
}

std::string escaped(char byte) {
    if (byte == '\n') return "\\n";
    if (byte == '\r') return "\\r";
    if (byte == '\t') return "\\t";
    return fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
}

std::string visible(std::string_view bytes, std::string_view kept, bool double_backslash) {
    std::string text;
    text.reserve(bytes.size());
    while (!bytes.empty()) {
        const size_t length = utf8_length(bytes);
        const std::string_view head = bytes.substr(0, std::max<size_t>(1, length));
        if (kept.find(head[0]) != std::string_view::npos) {
            text += head;
        } else if (length == 0 || is_hidden(head)) {
            for (const char byte : head)
                text += escaped(byte);
        } else {
            text += head == "\\" && double_backslash ? "\\\\" : head;
        }
        bytes.remove_prefix(head.size());
    }
    return text;
}

}  // namespace

std::optional<uint64_t> parse_size(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, uint64_t>, 4> kUnits{
        {{"", 1}, {"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}}};
    uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) return std::nullopt;
    const std::string_view unit(end, static_cast<size_t>(text.data() + text.size() - end));
    for (const auto& [name, factor] : kUnits) {
        if (unit == name && number <= std::numeric_limits<uint64_t>::max() / factor) {
            return number * factor;
        }
    }
    return std::nullopt;
}

std::string format_size(uint64_t size) {
    static constexpr std::array<std::pair<uint64_t, std::string_view>, 3> kUnits{
        {{1 << 30, "GiB"}, {1 << 20, "MiB"}, {1 << 10, "KiB"}}};
    for (const auto& [factor, name] : kUnits) {
        if (size >= factor && size % factor == 0) return fmt::format("{} {}", size / factor, name);
    }
    return fmt::format("{} byte{}", size, size == 1 ? "" : "s");
}

std::string printable(std::string_view bytes) {
    return visible(bytes, "", true);
}

std::string printable_lines(std::string_view bytes) {
    return visible(bytes, "\n\t", false);
}

std::string quoted(std::string_view bytes, size_t limit) {
    if (bytes.size() <= limit) return fmt::format("\"{}\"", printable(bytes));
    const size_t half = limit / 2;
    return fmt::format("\"{}\" … {} more bytes … \"{}\"", printable(bytes.substr(0, half)),
                       bytes.size() - 2 * half, printable(bytes.substr(bytes.size() - half)));
}

std::string hex(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes) {
        text += fmt::format("{}{:02x}", text.empty() ? "" : " ", static_cast<unsigned char>(byte));
    }
    return text;
}

std::optional<Bytes> parse_hex(std::string_view text) {
    std::string digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits),
                 [](char c) { return c != ' ' && c != '\n' && c != '\t'; });
    if (digits.size() % 2 != 0) return std::nullopt;
    Bytes bytes;
    for (size_t i = 0; i < digits.size(); i += 2) {
        unsigned value = 0;
        const char* end = digits.data() + i + 2;
        if (std::from_chars(digits.data() + i, end, value, 16).ptr != end) return std::nullopt;
        bytes.push_back(static_cast<char>(value));
    }
    return bytes;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (true) {
        const size_t at = text.find(separator);
        parts.emplace_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    return fmt::format("{}", fmt::join(parts, separator));
}

std::string shell_quoted(const std::vector<std::string>& words) {
    static constexpr std::string_view kPlain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@%+=:,./-_{}";
    std::string line;
    for (const std::string& word : words) {
        if (!line.empty()) line += ' ';
        if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) {
            line += word;
            continue;
        }
        line += '\'';
        for (const char c : word)
            line += c == '\'' ? std::string("'\\''") : std::string(1, c);
        line += '\'';
    }
    return line;
}

}  // namespace echospec::base
