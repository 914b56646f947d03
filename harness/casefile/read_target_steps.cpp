// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "casefile/read_steps.hpp"

namespace echospec::casefile {

std::optional<Signal> read_signal_name(Scope& scope, const Node* node) {
    const std::optional<std::string> text = read_text(scope, node);
    if (!text) return std::nullopt;
    if (auto signal = find_signal(*text)) return signal;
    const std::string without_prefix = text->starts_with("SIG") ? text->substr(3) : *text;
    complain(scope, *node, fmt::format("unknown signal `{}`", *text),
             base::suggest(without_prefix, signal_names()));
    return std::nullopt;
}

std::optional<Action> read_signal(Scope& scope, const Node& value) {
    std::optional<Signal> signal = read_signal_name(scope, &value);
    if (!signal) return std::nullopt;
    return std::move(*signal);
}

std::optional<Action> read_exit(Scope& scope, const Node& value) {
    Exit exit;
    if (value.kind == Node::Kind::scalar) {
        const Words<bool Exit::*> ways{
            {"any", &Exit::any}, {"by-itself", &Exit::by_itself}, {"failure", &Exit::failure}};
        const auto way = read_choice(scope, &value, ways);
        if (!way) return std::nullopt;
        exit.** way = true;
        return exit;
    }
    MapReader map(scope, value);
    const Node* status = map.find("status");
    const Node* signal = map.find("signal");
    if (!map.finish()) return std::nullopt;
    if (!status && !signal) {
        complain(scope, value, "no end of the process is given",
                 "any, by-itself, failure, or {status: 0}, or {signal: TERM}, or both");
        return std::nullopt;
    }
    if (const auto number = read_number(scope, status, {0, 255})) {
        exit.status = static_cast<int>(*number);
    }
    if (const auto name = read_signal_name(scope, signal)) exit.signal = name->name;
    return exit;
}

std::optional<Action> read_remember(Scope& scope, const Node& value) {
    if (!read_choice<bool>(scope, &value, {{"resources", true}})) return std::nullopt;
    return Remember{};
}

std::optional<Action> read_still_serves(Scope& scope, const Node& value) {
    if (value.kind == Node::Kind::nothing) return StillServes{1};
    const std::optional<uint64_t> times = read_number(scope, &value, kCounts);
    if (!times) return std::nullopt;
    return StillServes{static_cast<unsigned>(*times)};
}

}  // namespace echospec::casefile
