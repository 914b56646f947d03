// SPDX-License-Identifier: Apache-2.0
#include "reports/markdown/escape.hpp"

#include <algorithm>

#include "reports/shared/clean.hpp"
#include "reports/shared/html_text.hpp"

namespace echospec::reports::markdown {
namespace {

// Characters that mean something within a line.
constexpr std::string_view kActive = "\\`*_[]|~$#";

size_t longest_run(std::string_view text, char wanted) {
    size_t longest = 0;
    size_t run = 0;
    for (const char c : text) {
        run = c == wanted ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

}  // namespace

std::string escape(std::string_view text) {
    std::string escaped;
    for (const char c : one_line(text)) {
        if (kActive.find(c) != std::string_view::npos) escaped += '\\';
        escaped += c == '"' ? "\"" : html_text({&c, 1});
    }
    return escaped;
}

std::string code(std::string_view text) {
    // Markdown still reads what is between inline tags, so its active characters become entities.
    std::string escaped;
    for (const char c : html_text(one_line(text))) {
        if (kActive.find(c) == std::string_view::npos) {
            escaped += c;
        } else {
            escaped += "&#" + std::to_string(static_cast<int>(c)) + ";";
        }
    }
    return "<code>" + escaped + "</code>";
}

std::string block(std::string_view text) {
    const std::string fence(std::max<size_t>(3, longest_run(text, '`') + 1), '`');
    std::string block = fence + "text\n" + std::string(text);
    if (!block.ends_with('\n')) block += '\n';
    return block + fence + "\n";
}

}  // namespace echospec::reports::markdown
