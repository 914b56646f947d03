// SPDX-License-Identifier: Apache-2.0
#include "casefile/lines.hpp"

#include <algorithm>

namespace echospec::casefile {

int code_points(std::string_view text) {
    return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

Lines::Lines(std::string_view text) : text_(text) {
    for (size_t start = 0; start < text.size();) {
        starts_.push_back(start);
        start = std::min(text.find('\n', start), text.size() - 1) + 1;
    }
}

std::string_view Lines::at(int line) const {
    if (line < 1 || line > count()) return {};
    const size_t start = starts_[static_cast<size_t>(line - 1)];
    std::string_view rest = text_.substr(start, text_.find('\n', start) - start);
    if (rest.ends_with('\r')) rest.remove_suffix(1);
    return rest;
}

size_t Lines::offset(int line, int byte) const {
    if (line < 1 || line > count()) return text_.size();
    const size_t start = starts_[static_cast<size_t>(line - 1)];
    return std::min(text_.size(), start + static_cast<size_t>(std::max(0, byte)));
}

Spot Lines::spot(size_t offset) const {
    if (starts_.empty()) return {1, 1, 1};
    const auto next = std::upper_bound(starts_.begin(), starts_.end(), offset);
    const size_t start = *std::prev(next);
    const int line = static_cast<int>(next - starts_.begin());
    return {line, code_points(text_.substr(start, offset - start)) + 1, 1};
}

}  // namespace echospec::casefile
