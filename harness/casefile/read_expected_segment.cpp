// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "casefile/read_raw_steps.hpp"
#include "casefile/read_segment_shape.hpp"

// `expect` of a segment: a shape, several of which one has to fit, or `nothing`.

namespace echospec::casefile {
namespace {

std::optional<ExpectSegment> read_one_of(Scope& scope, MapReader& map, const Node& list) {
    for (const auto& [key, value] : map.rest()) {
        scope.mistakes.add(key->spot, fmt::format("`{}` cannot stand beside `one-of`", key->scalar),
                           "inside its list: {one-of: [{flags: ACK, ack: 6}, RST]}");
    }
    if (list.kind != Node::Kind::sequence || list.items.empty()) {
        complain_kind(scope, list, "a list of segments", "{one-of: [{flags: ACK, ack: 6}, RST]}");
        return std::nullopt;
    }
    ExpectSegment expected;
    for (const Node& item : list.items) {
        if (const auto shape = read_shape(scope, item)) expected.shapes.push_back(*shape);
    }
    if (expected.shapes.empty()) return std::nullopt;
    return expected;
}

std::optional<ExpectSegment> read_expected_word(Scope& scope, const Node& node) {
    if (read_text(scope, &node) == "nothing") return ExpectSegment{};
    const auto shape = read_shape_word(scope, node, "nothing");
    if (!shape) return std::nullopt;
    return ExpectSegment{{*shape}};
}

}  // namespace

std::optional<ExpectSegment> read_expected_segment(Scope& scope, const Node& node) {
    if (node.kind == Node::Kind::scalar) return read_expected_word(scope, node);
    if (node.kind != Node::Kind::map) {
        complain_kind(scope, node, "a segment",
                      "SYN+ACK, or {flags: SYN+ACK, ack: 1}, or {one-of: [ACK, RST]}");
        return std::nullopt;
    }
    MapReader map(scope, node);
    if (const Node* const list = map.find("one-of")) return read_one_of(scope, map, *list);
    const auto shape = read_shape_map(scope, map, node);
    if (!shape) return std::nullopt;
    return ExpectSegment{{*shape}};
}

}  // namespace echospec::casefile
