// SPDX-License-Identifier: Apache-2.0
#include "casefile/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string_view>

#include "base/text.hpp"

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

// The text with every `$name` replaced, and `$$` by one dollar.
std::optional<std::string> substitute(Scope& scope, const Node& node) {
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

std::string_view kind_name(Node::Kind kind) {
    switch (kind) {
        case Node::Kind::nothing:
            return "nothing";
        case Node::Kind::scalar:
            return "a text";
        case Node::Kind::sequence:
            return "a list";
        case Node::Kind::map:
            return "a map";
    }
    std::abort();
}

// " (where $size is `12x`)" for each parameter that the node names.
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

}  // namespace

void complain(Scope& scope, const Node& node, std::string_view message, std::string_view hint) {
    scope.mistakes.add(node.spot, std::string(message) + where_parameters(scope, node), hint);
}

void complain_kind(Scope& scope, const Node& node, std::string_view wanted, std::string_view hint) {
    std::string problem = fmt::format("{} belongs here, not {}", wanted, kind_name(node.kind));
    if (node.kind == Node::Kind::nothing) problem = fmt::format("{} is missing here", wanted);
    const bool empty_list = node.kind == Node::Kind::sequence && node.items.empty();
    if (empty_list && wanted.starts_with("a list")) problem = "this list is empty";
    complain(scope, node, problem, hint);
}

std::optional<std::string> read_text(Scope& scope, const Node* node) {
    if (!node) return std::nullopt;
    if (node->kind != Node::Kind::scalar) {
        complain_kind(scope, *node, "a value",
                      node->scalar.empty()
                          ? ""
                          : fmt::format("in quotes it is a word: \"{}\"", node->scalar));
        return std::nullopt;
    }
    if (!scope.parameters) return node->scalar;
    return substitute(scope, *node);
}

std::optional<std::string> read_words(Scope& scope, const Node* node) {
    std::optional<std::string> text = read_text(scope, node);
    if (!text) return std::nullopt;
    const size_t end = text->find_last_not_of(" \t\n");
    if (end == std::string::npos) {
        complain(scope, *node, "this text is empty", "");
        return std::nullopt;
    }
    text->resize(end + 1);  // a folded block ends with a line feed
    return text;
}

std::optional<bool> read_bool(Scope& scope, const Node* node) {
    return read_choice<bool>(scope, node, {{"true", true}, {"false", false}});
}

std::optional<uint64_t> read_number(Scope& scope, const Node* node, Range range) {
    const std::optional<std::string> text = read_text(scope, node);
    if (!text) return std::nullopt;
    uint64_t number = 0;
    const char* end = text->data() + text->size();
    const auto [last, error] = std::from_chars(text->data(), end, number);
    const std::string bounds = fmt::format("a whole number from {} to {}", range.low, range.high);
    if (last != end || error == std::errc::invalid_argument) {
        complain(scope, *node, fmt::format("`{}` is not a number", *text), bounds);
        return std::nullopt;
    }
    if (error != std::errc{} || number < range.low || number > range.high) {
        complain(scope, *node, fmt::format("{} is out of range", *text), bounds);
        return std::nullopt;
    }
    return number;
}

std::optional<uint64_t> read_size(Scope& scope, const Node* node, Range range) {
    const std::optional<std::string> text = read_text(scope, node);
    if (!text) return std::nullopt;
    const std::optional<uint64_t> size = base::parse_size(*text);
    if (!size) {
        complain(scope, *node, fmt::format("`{}` is not a size", *text),
                 "a number of bytes, such as 300, 64KiB or 1MiB");
        return std::nullopt;
    }
    if (*size < range.low || *size > range.high) {
        complain(scope, *node, fmt::format("a size of {} is out of range", *text),
                 fmt::format("from {} to {}", base::format_size(range.low),
                             base::format_size(range.high)));
        return std::nullopt;
    }
    return size;
}

std::optional<std::string> read_name(Scope& scope, const Node* node) {
    static constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789-";
    const std::optional<std::string> text = read_text(scope, node);
    if (!text) return std::nullopt;
    const bool good = !text->empty() && text->find_first_not_of(kAllowed) == std::string::npos;
    if (good) return text;
    complain(scope, *node, fmt::format("`{}` is no name of a connection", *text),
             "lower-case letters, digits and hyphens");
    return std::nullopt;
}

std::vector<const Node*> read_list(Scope& scope, const Node* node) {
    std::vector<const Node*> nodes;
    if (!node) return nodes;
    if (node->kind != Node::Kind::sequence) {
        complain_kind(scope, *node, "a list",
                      node->kind == Node::Kind::scalar ? fmt::format("[{}]", node->scalar) : "");
        return nodes;
    }
    for (const Node& item : node->items) {
        if (read_words(scope, &item)) nodes.push_back(&item);
    }
    return nodes;
}

std::vector<std::string> read_texts(Scope& scope, const Node* node) {
    std::vector<std::string> texts;
    for (const Node* item : read_list(scope, node))
        texts.push_back(*read_words(scope, item));
    return texts;
}

const Words<Level>& level_words() {
    static const Words<Level> kWords{{"must", Level::must},
                                     {"should", Level::should},
                                     {"may", Level::may},
                                     {"expected", Level::expected}};
    return kWords;
}

const Words<Duty>& duty_words() {
    static const Words<Duty> kWords{
        {"application", Duty::application}, {"stack", Duty::stack}, {"either", Duty::either}};
    return kWords;
}

const Words<Family>& family_words() {
    static const Words<Family> kWords{{"ipv4", Family::ipv4}, {"ipv6", Family::ipv6}};
    return kWords;
}

}  // namespace echospec::casefile
