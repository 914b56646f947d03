// SPDX-License-Identifier: Apache-2.0
#include "base/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/text.hpp"

namespace echospec::base {
namespace {

// Levenshtein's distance, one row at a time.
size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), size_t{0});
    for (size_t i = 0; i < a.size(); ++i) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < b.size(); ++j) {
            const size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

}  // namespace

std::string suggest(std::string_view word, const std::vector<std::string>& known) {
    static constexpr size_t kShortList = 20;
    const auto nearer = [&](const std::string& a, const std::string& b) {
        return edit_distance(word, a) < edit_distance(word, b);
    };
    const auto best = std::min_element(known.begin(), known.end(), nearer);
    if (best == known.end()) return {};
    if (edit_distance(word, *best) <= std::max<size_t>(1, word.size() / 3)) {
        return fmt::format("did you mean `{}`?", *best);
    }
    if (known.size() > kShortList) return {};
    return "one of: " + join(known, ", ");
}

}  // namespace echospec::base
