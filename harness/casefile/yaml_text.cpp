// SPDX-License-Identifier: Apache-2.0
#include "casefile/yaml_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace echospec::casefile {
namespace {

constexpr size_t kMaximalSize = 1 << 20;

bool is_plain_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= ' ' && c <= '~') || c == '\t'; });
}

}  // namespace

bool check_text(Mistakes& mistakes) {
    const Lines& lines = mistakes.lines();
    if (lines.text().size() > kMaximalSize) {
        mistakes.add(Spot{}, "the file is larger than " + base::format_size(kMaximalSize), "");
        return false;
    }
    for (int number = 1; number <= lines.count(); ++number) {
        const std::string_view line = lines.at(number);
        if (is_plain_ascii(line) || base::printable_lines(line) == line) continue;
        mistakes.add(Spot{},
                     fmt::format("line {} is not UTF-8 text: {}", number, base::quoted(line, 60)),
                     "save the file as UTF-8, and write other bytes as {hex: \"ff 00\"}");
        return false;
    }
    return true;
}

std::string syntax_hint(std::string_view message, std::string_view line) {
    static const std::vector<std::pair<std::string_view, std::string_view>> kHints{
        {"illegal map value", "a text that contains `: ` needs quotes around it"},
        {"end of map not found", "a line is indented differently from its neighbours"},
        {"end of map flow", "a `{` has no `}`"},
        {"end of sequence flow", "a `[` has no `]`"},
        {"end of sequence not found", "a line is indented differently from its neighbours"},
        {"EOF in scalar", "a quote is not closed"},
        {"unknown escape", "in double quotes a backslash is written twice"},
        {"unknown token", "a text that begins with `%`, `@` or a backquote needs quotes around it"},
        {"second document", "one file holds one document: remove the `---` between them"},
        {"key must be a word", "a text that contains `{`, `[` or `*` needs quotes"},
    };
    const std::string_view indentation = line.substr(0, line.find_first_not_of(" \t"));
    if (indentation.find('\t') != std::string_view::npos) {
        return "indent with blanks, not with tabs";
    }
    for (const auto& [part, hint] : kHints) {
        if (message.find(part) != std::string_view::npos) return std::string(hint);
    }
    return {};
}

size_t quoted_length(std::string_view text) {
    const char quote = text[0];
    for (size_t at = 1; at < text.size(); ++at) {
        if (text[at] == '\\' && quote == '"') {
            ++at;
        } else if (text[at] == quote) {
            const bool doubled = quote == '\'' && text.substr(at + 1).starts_with('\'');
            if (!doubled) return at + 1;
            ++at;
        }
    }
    return 0;
}

}  // namespace echospec::casefile
