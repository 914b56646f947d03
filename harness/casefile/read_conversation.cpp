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
    const std::optional<Part> part = read_part(scope, node);
    if (!part) return std::nullopt;
    const bool in_order = read_choice<bool>(scope, order, {{"kept", true}}).value_or(false);
    return ExpectEcho{part->size, in_order};
}

std::optional<Expected> read_message(Scope& scope, const Node& node) {
    const std::optional<Part> part = read_part(scope, node);
    if (!part) return std::nullopt;
    return ExpectMessage{*part};
}

std::optional<Expected> read_nothing(Scope& scope, const Node& node) {
    if (!read_choice<bool>(scope, &node, {{"true", true}})) return std::nullopt;
    return ExpectNothing{};
}

std::optional<Expected> read_end_word(Scope& scope, const Node& node) {
    const std::optional<std::string> text = read_text(scope, &node);
    if (!text) return std::nullopt;
    for (const auto& [word, expected] : end_words()) {
        if (word == *text) return expected;
    }
    complain(
        scope, node, fmt::format("unknown end `{}`", *text),
        fmt::format("one of: fin, reset, end, message, nothing; bytes are written {{text: {}}}",
                    *text));
    return std::nullopt;
}

// What stands alone: an end of the stream, or what is named otherwise in a map.
std::optional<Expected> read_word(Scope& scope, const Node& node) {
    if (node.scalar == "message") return ExpectMessage{};
    if (node.scalar == "nothing") return ExpectNothing{};
    return read_end_word(scope, node);
}

struct ReceiveKeys {
    const Node* echo = nullptr;
    const Node* end = nullptr;
    const Node* message = nullptr;
    const Node* nothing = nullptr;
    const Node* order = nullptr;  // of `echo`
    PayloadKeys payload;

    int count() const {
        int forms = count_forms(payload);
        for (const Node* form : {echo, end, message, nothing})
            forms += form ? 1 : 0;
        return forms;
    }
};

std::optional<Expected> read_expected(Scope& scope, const ReceiveKeys& keys, const Node& where) {
    const int forms = keys.count();
    if (forms != 1) {
        complain(
            scope, where,
            forms == 0 ? "nothing to receive is given" : "more than one thing to receive is given",
            "one of: echo, end, message, nothing, text, hex, random, repeat with size, every-byte");
        return std::nullopt;
    }
    if (keys.order && !keys.echo) {
        complain(scope, *keys.order, "`order` belongs to `echo` only", "{echo: all, order: kept}");
        return std::nullopt;
    }
    if (keys.echo) return read_echo(scope, *keys.echo, keys.order);
    if (keys.end) return read_end_word(scope, *keys.end);
    if (keys.message) return read_message(scope, *keys.message);
    if (keys.nothing) return read_nothing(scope, *keys.nothing);
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
    connect.answer =
        read_choice<Answer>(
            scope, map.find("answer"),
            {{"accepted", Answer::accepted}, {"refused", Answer::refused}, {"any", Answer::any}})
            .value_or(Answer::accepted);
    connect.from = read_address(scope, map.find("from"));
    connect.to = read_address(scope, map.find("to"));
    if (const auto port = read_number(scope, map.find("port"), kPorts)) {
        connect.port = static_cast<uint16_t>(*port);
    }
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
    const Node* const echo = map.find("echo");
    const PayloadKeys keys = find_payload(map);
    if (!map.finish()) return std::nullopt;
    if (echo && count_forms(keys) == 0) {
        send.echo = read_part(scope, *echo);
        return send.echo ? std::optional<Action>(send) : std::nullopt;
    }
    std::optional<Payload> payload = read_payload(scope, keys, value);
    if (!payload) return std::nullopt;
    if (echo) complain(scope, *echo, "`echo` stands in the place of a payload", "leave one out");
    send.payload = std::move(*payload);
    return send;
}

std::optional<Action> read_receive(Scope& scope, const Node& value) {
    Receive receive;
    std::optional<Expected> expected;
    if (value.kind == Node::Kind::scalar) {
        expected = read_word(scope, value);
    } else if (value.kind == Node::Kind::nothing) {
        expected = read_expected(scope, {}, value);
    } else {
        MapReader map(scope, value);
        receive.on = read_name(scope, map.find("on")).value_or(receive.on);
        const ReceiveKeys keys{map.find("echo"),    map.find("end"),   map.find("message"),
                               map.find("nothing"), map.find("order"), find_payload(map)};
        if (map.finish()) expected = read_expected(scope, keys, value);
    }
    if (!expected) return std::nullopt;
    receive.expected = std::move(*expected);
    return receive;
}

}  // namespace echospec::casefile
