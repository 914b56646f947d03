// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "casefile/read_payload.hpp"
#include "casefile/read_steps.hpp"

namespace echospec::casefile {
namespace {

const Words<Expected>& end_words() {
    static const Words<Expected> kWords{
        {"fin", ExpectFin{}}, {"reset", ExpectReset{}}, {"end", ExpectEnd{}}};
    return kWords;
}

std::optional<Expected> read_echo(Scope& scope, const Node& node, const Node* order) {
    const std::optional<std::string> text = read_text(scope, &node);
    if (!text) return std::nullopt;
    ExpectEcho echo;
    echo.in_order = read_choice<bool>(scope, order, {{"kept", true}}).value_or(false);
    if (*text == "all") return echo;
    echo.size = read_size(scope, &node, kSizes);
    if (!echo.size) return std::nullopt;
    return echo;
}

std::optional<Expected> read_end_word(Scope& scope, const Node& node) {
    const std::optional<std::string> text = read_text(scope, &node);
    if (!text) return std::nullopt;
    for (const auto& [word, expected] : end_words()) {
        if (word == *text) return expected;
    }
    complain(scope, node, fmt::format("unknown end `{}`", *text),
             fmt::format("one of: fin, reset, end; bytes are written {{text: {}}}", *text));
    return std::nullopt;
}

struct ReceiveKeys {
    const Node* echo = nullptr;
    const Node* end = nullptr;
    const Node* order = nullptr;  // of `echo`
    PayloadKeys payload;
};

std::optional<Expected> read_expected(Scope& scope, const ReceiveKeys& keys, const Node& where) {
    const int forms = count_forms(keys.payload) + (keys.echo ? 1 : 0) + (keys.end ? 1 : 0);
    if (forms != 1) {
        complain(
            scope, where,
            forms == 0 ? "nothing to receive is given" : "more than one thing to receive is given",
            "one of: echo, end, text, hex, random, repeat with size, every-byte");
        return std::nullopt;
    }
    if (keys.order && !keys.echo) {
        complain(scope, *keys.order, "`order` belongs to `echo` only", "{echo: all, order: kept}");
        return std::nullopt;
    }
    if (keys.echo) return read_echo(scope, *keys.echo, keys.order);
    if (keys.end) return read_end_word(scope, *keys.end);
    std::optional<Payload> payload = read_payload(scope, keys.payload, where);
    if (!payload) return std::nullopt;
    return ExpectBytes{std::move(*payload)};
}

}  // namespace

std::optional<Action> read_connect(Scope& scope, const Node& value) {
    Connect connect;
    if (value.kind == Node::Kind::nothing) return connect;
    if (value.kind == Node::Kind::scalar) {
        const std::optional<std::string> name = read_name(scope, &value);
        if (!name) return std::nullopt;
        connect.as = *name;
        return connect;
    }
    MapReader map(scope, value);
    connect.as = read_name(scope, map.find("as")).value_or(connect.as);
    connect.count =
        static_cast<unsigned>(read_number(scope, map.find("count"), kCounts).value_or(1));
    connect.family = read_choice(scope, map.find("family"), family_words()).value_or(Family::any);
    connect.receive_buffer = read_size(scope, map.find("receive-buffer"), kSizes);
    connect.from = read_address(scope, map.find("from"));
    connect.to = read_address(scope, map.find("to"));
    if (const auto port = read_number(scope, map.find("port"), kPorts)) {
        connect.port = static_cast<uint16_t>(*port);
    }
    connect.refused = read_choice<bool>(scope, map.find("answer"),
                                        {{"accepted", false}, {"refused", true}})
                          .value_or(false);
    if (!map.finish()) return std::nullopt;
    return connect;
}

std::optional<Action> read_send(Scope& scope, const Node& value) {
    Send send;
    if (value.kind == Node::Kind::scalar) {
        std::optional<Payload> payload = read_literal(scope, value);
        if (!payload) return std::nullopt;
        send.payload = std::move(*payload);
        return send;
    }
    if (value.kind == Node::Kind::nothing) {
        read_payload(scope, {}, value);
        return std::nullopt;
    }
    MapReader map(scope, value);
    send.on = read_name(scope, map.find("on")).value_or(send.on);
    send.pieces = read_size(scope, map.find("pieces"), kSizes);
    send.with_fin = read_bool(scope, map.find("with-fin")).value_or(false);
    const PayloadKeys keys = find_payload(map);
    if (!map.finish()) return std::nullopt;
    std::optional<Payload> payload = read_payload(scope, keys, value);
    if (!payload) return std::nullopt;
    send.payload = std::move(*payload);
    return send;
}

std::optional<Action> read_receive(Scope& scope, const Node& value) {
    Receive receive;
    std::optional<Expected> expected;
    if (value.kind == Node::Kind::scalar) {
        expected = read_end_word(scope, value);
    } else if (value.kind == Node::Kind::nothing) {
        expected = read_expected(scope, {}, value);
    } else {
        MapReader map(scope, value);
        receive.on = read_name(scope, map.find("on")).value_or(receive.on);
        const ReceiveKeys keys{map.find("echo"), map.find("end"), map.find("order"),
                               find_payload(map)};
        if (map.finish()) expected = read_expected(scope, keys, value);
    }
    if (!expected) return std::nullopt;
    receive.expected = std::move(*expected);
    return receive;
}

}  // namespace echospec::casefile
