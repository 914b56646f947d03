// SPDX-License-Identifier: Apache-2.0
#include "reports/html/nested_steps.hpp"

namespace echospec::reports::html {
namespace {

constexpr std::string_view kBetween = "; ";

// At each separator that stands outside of quotation marks.
std::vector<std::string> parts_of(std::string_view text) {
    std::vector<std::string> parts(1);
    bool quoted = false;
    for (size_t at = 0; at < text.size(); ++at) {
        const bool escaped = quoted && text[at] == '\\' && at + 1 < text.size();
        if (!quoted && text.substr(at).starts_with(kBetween)) {
            parts.emplace_back();
            ++at;
            continue;
        }
        if (text[at] == '"') quoted = !quoted;
        parts.back() += text[at];
        if (escaped) parts.back() += text[++at];
    }
    return parts;
}

}  // namespace

NestedSteps nested_steps(std::string_view text) {
    static constexpr std::string_view kColon = ": ";
    const size_t colon = text.find(kColon);
    const bool repeats = text.starts_with("repeat ") && colon != std::string_view::npos;
    if (!repeats) return {std::string(text), {}};
    return {std::string(text.substr(0, colon + 1)), parts_of(text.substr(colon + kColon.size()))};
}

std::string nested_failure(std::string_view observed) {
    static constexpr std::string_view kAt = ", at \"";
    const size_t begin = observed.find(kAt);
    const size_t end = observed.find("\": ", begin);
    if (!observed.starts_with("in round ") || end == std::string_view::npos) return "";
    return std::string(observed.substr(begin + kAt.size(), end - begin - kAt.size()));
}

}  // namespace echospec::reports::html
