// SPDX-License-Identifier: Apache-2.0
#include "casefile/values.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <string_view>

#include "base/text.hpp"
#include "casefile/parameters.hpp"

namespace echospec::casefile {
namespace {

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

template <class T>
std::optional<T> read_integer(Scope& scope, const Node* node, T low, T high) {
    const std::optional<std::string> text = read_text(scope, node);
    if (!text) return std::nullopt;
    T number = 0;
    const char* end = text->data() + text->size();
    const auto [last, error] = std::from_chars(text->data(), end, number);
    const std::string bounds = fmt::format("a whole number from {} to {}", low, high);
    if (last != end || error == std::errc::invalid_argument) {
        complain(scope, *node, fmt::format("`{}` is not a number", *text), bounds);
        return std::nullopt;
    }
    if (error != std::errc{} || number < low || number > high) {
        complain(scope, *node, fmt::format("{} is out of range", *text), bounds);
        return std::nullopt;
    }
    return number;
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
    return substitute_parameters(scope, *node);
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
    return read_integer(scope, node, range.low, range.high);
}

std::optional<int64_t> read_signed(Scope& scope, const Node* node, SignedRange range) {
    return read_integer(scope, node, range.low, range.high);
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

std::optional<base::Address> read_address(Scope& scope, const Node* node) {
    const std::optional<std::string> text = read_text(scope, node);
    if (!text) return std::nullopt;
    const std::optional<base::Address> address = base::parse_address(*text);
    if (!address) {
        complain(scope, *node, fmt::format("`{}` is not an address", *text),
                 "such as 127.0.0.2 or \"::1\"");
    }
    return address;
}

std::optional<base::Duration> read_duration(Scope& scope, const Node* node) {
    const std::optional<std::string> text = read_words(scope, node);
    if (!text) return std::nullopt;
    const auto duration = base::parse_duration(*text);
    if (duration && *duration > base::Duration::zero()) return duration;
    complain(scope, *node, fmt::format("`{}` is no duration", *text), "500ms, 5s or 1m");
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
