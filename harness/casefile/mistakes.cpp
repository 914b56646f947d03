// SPDX-License-Identifier: Apache-2.0
#include "casefile/mistakes.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace echospec::casefile {
namespace {

constexpr int kShownColumns = 160;  // of a source line; the caret would be lost in longer ones

// The line as it is shown: a tab takes one column, so that the caret stands below its word.
std::string shown_line(std::string_view line, const Spot& spot) {
    if (spot.column >= kShownColumns) return {};
    std::string shown;
    int columns = 0;
    for (const char c : line) {
        if ((static_cast<unsigned char>(c) & 0xC0) != 0x80 && ++columns > kShownColumns) break;
        shown += c == '\t' ? ' ' : c;
    }
    return shown;
}

// A message quotes words of the file, which may hold anything.
std::string one_line(std::string_view text) {
    std::string line;
    for (const char c : base::printable_lines(text)) {
        line += c == '\n' ? "\\n" : c == '\t' ? "\\t" : std::string(1, c);
    }
    return line;
}

bool in_word(char c) {
    return c == '-' || c == '_' || c == '$' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

// The caret's length: as said, but no longer than the line; else the word at the column.
int caret_length(std::string_view line, const Spot& spot) {
    const int left = code_points(line) - spot.column + 1;
    if (spot.length > 0) return std::clamp(spot.length, 1, std::max(1, left));
    const auto from = line.begin() + std::min<long>(spot.column - 1, std::ssize(line));
    return std::max(1, static_cast<int>(std::find_if_not(from, line.end(), in_word) - from));
}

}  // namespace

Mistakes::Mistakes(const SourceFile& file)
    : name_(file.shown.empty() ? file.path : file.shown), lines_(file.content) {}

base::Position Mistakes::position(const Spot& spot) const {
    return {name_, spot.line, spot.column};
}

void Mistakes::add(const base::Position& position, std::string_view message,
                   std::string_view hint) {
    add(Spot{position.line, position.column, 0}, message, hint);
}

void Mistakes::add(const Spot& spot, std::string_view message, std::string_view hint) {
    if (!seen_.emplace(spot.line, spot.column, message).second) return;
    base::Diagnostic diagnostic{position(spot), one_line(message), one_line(hint), {}, 1};
    if (spot.line > 0) {
        const std::string_view line = lines_.at(spot.line);
        diagnostic.source_line = shown_line(line, spot);
        diagnostic.length = caret_length(line, spot);
    }
    found_.push_back(std::move(diagnostic));
}

base::Diagnostics Mistakes::sorted() const {
    base::Diagnostics all = found_;
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.position < b.position; });
    return all;
}

}  // namespace echospec::casefile
