// SPDX-License-Identifier: Apache-2.0
#include "casefile/parameters.hpp"

#include <fmt/format.h>

#include <string_view>

namespace echospec::casefile {
namespace {

constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kNameTail =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

// The parameter's name behind a `$`; empty if none begins there.
std::string_view name_at(std::string_view text) {
    if (text.empty() || kLetters.find(text[0]) == std::string_view::npos) return {};
    return text.substr(0, text.find_first_not_of(kNameTail));
}

const std::string* value_of(const Parameters& parameters, std::string_view name) {
    for (const auto& [known, value] : parameters) {
        if (known == name) return &value;
    }
    return nullptr;
}

void complain_unknown_parameter(Scope& scope, const Node& node, std::string_view name) {
    if (scope.any_name) return;
    std::vector<std::string> known;
    for (const auto& [parameter, value] : *scope.parameters)
        known.push_back("$" + parameter);
    const std::string word = fmt::format("${}", name);
    const std::string hint = known.empty() ? "the case has no matrix; a plain $ is written $$"
                                           : base::suggest(word, known);
    scope.mistakes.add(node.spot, fmt::format("the matrix has no `{}`", word), hint);
}

}  // namespace

std::optional<std::string> substitute_parameters(Scope& scope, const Node& node) {
    std::string_view rest = node.scalar;
    std::string text;
    while (true) {
        const size_t dollar = rest.find('$');
        text += rest.substr(0, dollar);
        if (dollar == std::string_view::npos) return text;
        rest.remove_prefix(dollar + 1);
        const std::string_view name = name_at(rest);
        if (name.empty()) {
            text += '$';
            if (rest.starts_with('$')) rest.remove_prefix(1);
            continue;
        }
        const std::string* value = value_of(*scope.parameters, name);
        if (!value) {
            complain_unknown_parameter(scope, node, name);
            return std::nullopt;
        }
        text += *value;
        scope.used.emplace(name);
        rest.remove_prefix(name.size());
    }
}

std::string where_parameters(const Scope& scope, const Node& node) {
    std::string text;
    if (!scope.parameters || node.kind != Node::Kind::scalar) return text;
    for (const auto& [name, value] : *scope.parameters) {
        const size_t at = node.scalar.find("$" + name);
        if (at == std::string::npos ||
            name_at(std::string_view(node.scalar).substr(at + 1)) != name) {
            continue;
        }
        text += fmt::format(" (where ${} is `{}`)", name, value);
    }
    return text;
}

}  // namespace echospec::casefile
