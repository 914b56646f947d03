// SPDX-License-Identifier: Apache-2.0
#include "reports/compliance/sections.hpp"

#include <algorithm>
#include <string>

namespace echospec::reports::compliance {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string_view take_number(std::string_view& text) {
    const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
    const std::string_view digits = text.substr(0, static_cast<size_t>(end - text.begin()));
    text.remove_prefix(digits.size());
    return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

std::string trimmed(std::string_view text) {
    const size_t first = text.find_first_not_of(" \n\t");
    if (first == std::string_view::npos) return "";
    return std::string(text.substr(first, text.find_last_not_of(" \n\t") - first + 1));
}

}  // namespace

Place place_of(std::string_view source) {
    static constexpr std::string_view kSection = "§";
    const std::string_view head = source.substr(0, source.find(": "));
    const size_t sign = head.find(kSection);
    const size_t split = sign == std::string_view::npos ? head.find(", ") : sign;
    Place place{trimmed(head.substr(0, split)), ""};
    if (place.document.empty()) place.document = "Good practice";
    if (split == std::string_view::npos) return place;
    place.section = trimmed(head.substr(split + (split == sign ? kSection.size() : 2)));
    return place;
}

bool stands_before(std::string_view left, std::string_view right) {
    while (!left.empty() && !right.empty()) {
        if (is_digit(left[0]) && is_digit(right[0])) {
            const std::string_view a = take_number(left);
            const std::string_view b = take_number(right);
            if (a.size() != b.size()) return a.size() < b.size();
            if (a != b) return a < b;
        } else {
            if (left[0] != right[0]) return left[0] < right[0];
            left.remove_prefix(1);
            right.remove_prefix(1);
        }
    }
    return left.size() < right.size();
}

}  // namespace echospec::reports::compliance
