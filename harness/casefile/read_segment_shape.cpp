// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/text.hpp"
#include "casefile/control_bits.hpp"
#include "casefile/read_payload.hpp"
#include "casefile/read_raw_steps.hpp"

// What a case asks of the target's segments.

namespace echospec::casefile {
namespace {

std::optional<Bounds> read_bounds(Scope& scope, const Node* node) {
    if (!node) return std::nullopt;
    if (node->kind != Node::Kind::map) {
        const auto exact = read_size(scope, node, kField);
        if (!exact) return std::nullopt;
        return Bounds{*exact, *exact};
    }
    MapReader map(scope, *node);
    Bounds bounds;
    bounds.at_least = read_size(scope, map.find("at-least"), kField).value_or(bounds.at_least);
    bounds.at_most = read_size(scope, map.find("at-most"), kField).value_or(bounds.at_most);
    if (!map.finish()) return std::nullopt;
    if (bounds == Bounds{}) {
        complain(scope, *node, "no bound is given", "a number, or {at-least: 1, at-most: 100}");
    } else if (bounds.at_least > bounds.at_most) {
        complain(scope, *node, "no number is within these bounds", "");
    }
    return bounds;
}

void read_mss(Scope& scope, const Node* node, SegmentShape& shape) {
    if (!node || node->kind != Node::Kind::scalar) {
        shape.mss = read_bounds(scope, node);
        return;
    }
    const std::optional<std::string> text = read_text(scope, node);
    if (text == "any" || text == "none") {
        shape.has_mss = text == "any";
    } else if (text && !base::parse_size(*text)) {
        complain(scope, *node, fmt::format("`{}` is not an mss", *text),
                 "a number, any, none, or {at-least: 536}");
    } else {
        shape.mss = read_bounds(scope, node);
    }
}

std::optional<SegmentShape> read_shape_map(Scope& scope, MapReader& map, const Node& node) {
    SegmentShape shape;
    shape.flags = read_control_bits(scope, map.find("flags"), "");
    if (const auto seq = read_relative(scope, map.find("seq"))) shape.seq = SeqBounds{*seq, *seq};
    if (const auto ack = read_relative(scope, map.find("ack"))) shape.ack = SeqBounds{*ack, *ack};
    shape.window = read_bounds(scope, map.find("window"));
    shape.length = read_bounds(scope, map.find("length"));
    read_mss(scope, map.find("mss"), shape);
    shape.urgent = read_field(scope, map.find("urgent"));
    shape.data = read_payload_at(scope, map.find("data"));
    shape.again = read_bool(scope, map.find("again")).value_or(false);
    if (!map.finish()) return std::nullopt;
    if (!node.keys.empty()) return shape;
    complain(scope, node, "nothing is asked of the segment", "expect: ACK, or {length: 5}");
    return std::nullopt;
}

// A word alone: the flags. `none` is nearly always meant for `nothing`.
std::optional<SegmentShape> read_shape_word(Scope& scope, const Node& node,
                                            std::string_view other) {
    const auto flags = read_control_bits(scope, &node, other);
    if (!flags) return std::nullopt;
    SegmentShape shape;
    shape.flags = flags;
    if (*flags != ControlBits{}) return shape;
    complain(scope, node, "this would be a segment without flags, not no segment",
             "expect: nothing, or {flags: none} for one without flags");
    return std::nullopt;
}

void complain_no_segment(Scope& scope, const Node& node) {
    complain_kind(scope, node, "a segment",
                  "SYN+ACK, or {flags: SYN+ACK, ack: 1}, or {one-of: [ACK, RST]}");
}

// An item of `one-of`.
std::optional<SegmentShape> read_shape(Scope& scope, const Node& node) {
    if (node.kind == Node::Kind::scalar) return read_shape_word(scope, node, "");
    if (node.kind == Node::Kind::map) {
        MapReader map(scope, node);
        return read_shape_map(scope, map, node);
    }
    complain_no_segment(scope, node);
    return std::nullopt;
}

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
        complain_no_segment(scope, node);
        return std::nullopt;
    }
    MapReader map(scope, node);
    if (const Node* const list = map.find("one-of")) return read_one_of(scope, map, *list);
    const auto shape = read_shape_map(scope, map, node);
    if (!shape) return std::nullopt;
    return ExpectSegment{{*shape}};
}

}  // namespace echospec::casefile
