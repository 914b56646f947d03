// SPDX-License-Identifier: Apache-2.0
#include "reports/html/difference.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "reports/shared/html_text.hpp"

namespace echospec::reports::html {
namespace {

constexpr size_t kLabel = 8;  // "expected", "observed"

bool begins(std::string_view line, std::string_view label) {
    return line.substr(std::min(line.find_first_not_of(' '), line.size())).starts_with(label);
}

// Bytes of one character of UTF-8 stay together (RFC 3629 §3).
bool continues(std::string_view line, size_t at) {
    return at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80U;
}

// Bars frame the characters beside the bytes.
bool differs(std::string_view line, std::string_view other, size_t at) {
    return line[at] != ' ' && line[at] != '|' && (at >= other.size() || line[at] != other[at]);
}

// Of a pair of hexadecimal digits both are marked.
bool is_marked(std::string_view line, std::string_view other, size_t at) {
    const auto is_digit = [&](size_t i) {
        return i < line.size() && line.find_first_of("0123456789abcdef", i) == i;
    };
    if (differs(line, other, at)) return true;
    const bool second = at > 0 && is_digit(at) && is_digit(at - 1);
    const bool first = is_digit(at) && is_digit(at + 1);
    return (second && differs(line, other, at - 1)) || (first && differs(line, other, at + 1));
}

std::string marked(std::string_view line, std::string_view other) {
    const size_t label = line.find_first_not_of(' ') + kLabel;
    std::string markup = html_text(line.substr(0, label));
    for (size_t at = label; at < line.size();) {
        size_t end = at + 1;
        const bool mark = is_marked(line, other, at);
        while (end < line.size() && (continues(line, end) || is_marked(line, other, end) == mark))
            ++end;
        const std::string text = html_text(line.substr(at, end - at));
        markup += mark ? "<mark>" + text + "</mark>" : text;
        at = end;
    }
    return markup;
}

}  // namespace

std::string difference_markup(std::string_view text) {
    const std::vector<std::string> lines = base::split(text, '\n');
    std::string markup;
    for (size_t i = 0; i < lines.size(); ++i) {
        const bool pair = i + 1 < lines.size() && begins(lines[i], "expected") &&
                          begins(lines[i + 1], "observed");
        if (i > 0) markup += '\n';
        if (!pair) {
            markup += html_text(lines[i]);
            continue;
        }
        markup += marked(lines[i], lines[i + 1]) + "\n" + marked(lines[i + 1], lines[i]);
        ++i;
    }
    return markup;
}

}  // namespace echospec::reports::html
