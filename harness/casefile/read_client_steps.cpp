// SPDX-License-Identifier: Apache-2.0
#include "casefile/read_steps.hpp"

namespace echospec::casefile {

std::optional<Action> read_listen(Scope& scope, const Node& value) {
    Listen listen;
    if (value.kind == Node::Kind::nothing) return listen;
    MapReader map(scope, value);
    listen.receive_buffer = read_size(scope, map.find("receive-buffer"), kSizes);
    listen.send_buffer = read_size(scope, map.find("send-buffer"), kSizes);
    if (!map.finish()) return std::nullopt;
    return listen;
}

std::optional<Action> read_accept(Scope& scope, const Node& value) {
    if (value.kind == Node::Kind::nothing) return Accept{};
    const std::optional<std::string> name = read_name(scope, &value);
    if (!name) return std::nullopt;
    return Accept{*name};
}

std::optional<Action> read_echo_back(Scope& scope, const Node& value) {
    EchoBack echo;
    if (value.kind == Node::Kind::nothing) return echo;
    if (value.kind == Node::Kind::scalar) {
        const std::optional<std::string> name = read_name(scope, &value);
        if (!name) return std::nullopt;
        echo.on = *name;
        return echo;
    }
    MapReader map(scope, value);
    echo.on = read_name(scope, map.find("on")).value_or(echo.on);
    echo.holding = read_size(scope, map.find("holding"), kSizes);
    if (!map.finish()) return std::nullopt;
    return echo;
}

std::optional<Part> read_part(Scope& scope, const Node& node) {
    const std::optional<std::string> text = read_text(scope, &node);
    if (!text) return std::nullopt;
    if (*text == "all") return Part{};
    const std::optional<uint64_t> size = read_size(scope, &node, kSizes);
    if (!size) return std::nullopt;
    return Part{*size};
}

}  // namespace echospec::casefile
