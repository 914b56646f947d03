// SPDX-License-Identifier: Apache-2.0
#include "casefile/read_payload.hpp"

#include <fmt/format.h>

namespace echospec::casefile {
namespace {

std::optional<Payload> read_bytes(Scope& scope, const Node& node) {
    const std::optional<std::string> text = read_text(scope, &node);
    if (!text) return std::nullopt;
    if (text->empty() && scope.transport == Transport::tcp) {
        complain(scope, node, "there is no byte in this text", "");
        return std::nullopt;
    }
    return Literal{*text};
}

std::optional<Payload> read_hex(Scope& scope, const Node& node) {
    const std::optional<std::string> text = read_text(scope, &node);
    if (!text) return std::nullopt;
    const std::optional<base::Bytes> bytes = base::parse_hex(*text);
    if (bytes && !bytes->empty()) return Literal{*bytes};
    complain(scope, node, fmt::format("`{}` is not hexadecimal", *text),
             "pairs of digits, such as \"00 ff 0a\"");
    return std::nullopt;
}

std::optional<Payload> read_repeated(Scope& scope, const PayloadKeys& keys) {
    const std::optional<Payload> unit = read_bytes(scope, *keys.repeat);
    if (!keys.size) complain(scope, *keys.repeat, "`size` is missing beside `repeat`", "");
    const std::optional<uint64_t> size = read_size(scope, keys.size, kSizes);
    if (!unit || !size) return std::nullopt;
    return Repeated{std::get<Literal>(*unit).bytes, *size};
}

std::optional<Payload> read_every_byte(Scope& scope, const Node& node) {
    const std::optional<bool> wanted = read_bool(scope, &node);
    if (!wanted) return std::nullopt;
    if (*wanted) return EveryByte{};
    complain(scope, node, "`every-byte` can only be true", "leave it out");
    return std::nullopt;
}

}  // namespace

PayloadKeys find_payload(MapReader& map) {
    return {map.find("text"),   map.find("hex"),  map.find("random"),
            map.find("repeat"), map.find("size"), map.find("every-byte")};
}

int count_forms(const PayloadKeys& keys) {
    int count = 0;
    for (const Node* form : {keys.text, keys.hex, keys.random, keys.repeat, keys.every_byte}) {
        count += form ? 1 : 0;
    }
    return count;
}

std::optional<Payload> read_payload(Scope& scope, const PayloadKeys& keys, const Node& where) {
    if (count_forms(keys) != 1) {
        const std::string_view problem =
            count_forms(keys) == 0 ? "no bytes are given" : "more than one payload is given";
        complain(scope, where, problem, "one of: text, hex, random, repeat with size, every-byte");
        return std::nullopt;
    }
    if (keys.size && !keys.repeat) {
        complain(scope, *keys.size, "`size` belongs to `repeat` only", "{random: 64KiB}");
        return std::nullopt;
    }
    if (keys.text) return read_bytes(scope, *keys.text);
    if (keys.hex) return read_hex(scope, *keys.hex);
    if (keys.repeat) return read_repeated(scope, keys);
    if (keys.every_byte) return read_every_byte(scope, *keys.every_byte);
    const bool udp = scope.transport == Transport::udp;
    const std::optional<uint64_t> size =
        read_size(scope, keys.random, udp ? kDatagramSizes : kSizes);
    if (!size) return std::nullopt;
    return Random{*size};
}

std::optional<Payload> read_payload_at(Scope& scope, const Node* node) {
    if (!node) return std::nullopt;
    if (node->kind != Node::Kind::map) return read_literal(scope, *node);
    MapReader map(scope, *node);
    const PayloadKeys keys = find_payload(map);
    if (!map.finish()) return std::nullopt;
    return read_payload(scope, keys, *node);
}

std::optional<Payload> read_literal(Scope& scope, const Node& node) {
    if (!node.quoted && node.scalar == "every-byte") {
        complain(scope, node, "this would be the word, not every byte",
                 "{every-byte: true}, or {text: every-byte} for the word");
        return std::nullopt;
    }
    return read_bytes(scope, node);
}

}  // namespace echospec::casefile
