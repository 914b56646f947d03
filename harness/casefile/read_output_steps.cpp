// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "casefile/read_payload.hpp"
#include "casefile/read_steps.hpp"

namespace echospec::casefile {
namespace {

constexpr const char* kForms =
    "message, sent, only-text, sender, with-sender, or a map with message, sent, sender, text, "
    "hex, "
    "random, repeat with size or every-byte";

std::optional<Action> read_stdout_word(Scope& scope, const Node& value) {
    const std::optional<std::string> word = read_text(scope, &value);
    if (!word) return std::nullopt;
    static const Words<Stdout::What> kWords{{"message", Stdout::What::message},
                                            {"sent", Stdout::What::sent},
                                            {"only-text", Stdout::What::only_text},
                                            {"sender", Stdout::What::sender},
                                            {"with-sender", Stdout::What::with_sender}};
    for (const auto& [name, what] : kWords) {
        if (name != *word) continue;
        Stdout shown;
        shown.what = what;
        return shown;
    }
    complain(scope, value, fmt::format("unknown word `{}`", *word),
             fmt::format("{}; bytes are written {{text: {}}}", kForms, *word));
    return std::nullopt;
}

// `message: all` and `sent: all` name bytes that the case does not write out.
struct Named {
    const Node* message;
    const Node* sent;
    const Node* sender;
};

bool read_all(Scope& scope, const Node& node) {
    return read_choice<bool>(scope, &node, {{"all", true}}).has_value();
}

bool read_what(Scope& scope, const Named& named, const PayloadKeys& keys, const Node& where,
               Stdout& shown) {
    const int forms =
        count_forms(keys) + (named.message ? 1 : 0) + (named.sent ? 1 : 0) + (named.sender ? 1 : 0);
    if (forms != 1) {
        complain(scope, where,
                 forms == 0 ? "nothing to look for is given" : "more than one thing is looked for",
                 kForms);
        return false;
    }
    if (named.message) shown.what = Stdout::What::message;
    if (named.sent) shown.what = Stdout::What::sent;
    if (named.sender) {
        const std::optional<std::string> name = read_name(scope, named.sender);
        shown.what = Stdout::What::sender;
        shown.on = name.value_or(shown.on);
        return name.has_value();
    }
    if (named.message) return read_all(scope, *named.message);
    if (named.sent) return read_all(scope, *named.sent);
    std::optional<Payload> payload = read_payload(scope, keys, where);
    if (payload) shown.payload = std::move(*payload);
    return payload.has_value();
}

}  // namespace

std::optional<Action> read_stdout(Scope& scope, const Node& value) {
    if (value.kind == Node::Kind::scalar) return read_stdout_word(scope, value);
    Stdout shown;
    MapReader map(scope, value);
    const Named named{map.find("message"), map.find("sent"), map.find("sender")};
    const PayloadKeys keys = find_payload(map);
    shown.on = read_name(scope, map.find("on")).value_or(shown.on);
    shown.at_least = read_size(scope, map.find("at-least"), kSizes);
    shown.at_most = read_size(scope, map.find("at-most"), kSizes);
    if (!map.finish() || !read_what(scope, named, keys, value, shown)) return std::nullopt;
    return shown;
}

std::optional<Action> read_stderr(Scope& scope, const Node& value) {
    if (!read_choice<bool>(scope, &value, {{"not-empty", true}})) return std::nullopt;
    return Stderr{};
}

}  // namespace echospec::casefile
