// SPDX-License-Identifier: Apache-2.0
#include "base/glob.hpp"

namespace echospec::base {
namespace {

bool matches(std::string_view pattern, std::string_view text) {
    size_t p = 0, t = 0, star = std::string_view::npos, resume = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = t;
        } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
            ++p, ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

}  // namespace

bool glob_matches(std::string_view pattern, std::string_view id) {
    if (matches(pattern, id)) return true;
    const bool plain = pattern.find_first_of("*?") == std::string_view::npos;
    return plain && id.size() > pattern.size() && id.starts_with(pattern) &&
           id[pattern.size()] == '/';
}

}  // namespace echospec::base
