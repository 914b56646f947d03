// SPDX-License-Identifier: Apache-2.0
#include "casefile/read_segment_shape.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "casefile/ecn.hpp"
#include "casefile/flags.hpp"
#include "casefile/read_bounds.hpp"
#include "casefile/read_payload.hpp"
#include "casefile/read_raw_steps.hpp"

namespace echospec::casefile {
namespace {

void read_mss(Scope& scope, const Node* node, SegmentShape& shape) {
    if (!node || node->kind != Node::Kind::scalar) {
        shape.mss = read_field_bounds(scope, node);
        return;
    }
    const std::optional<std::string> text = read_text(scope, node);
    if (text == "any" || text == "none") {
        shape.has_mss = text == "any";
    } else if (text && !base::parse_size(*text)) {
        complain(scope, *node, fmt::format("`{}` is not an mss", *text),
                 "a number, any, none, or {at-least: 536}");
    } else {
        shape.mss = read_field_bounds(scope, node);
    }
}

std::optional<Pause> read_pause(Scope& scope, const Node* node) {
    static constexpr std::string_view kSample = "pause: growing, or pause: {at-least: 50ms}";
    if (!node) return std::nullopt;
    if (node->kind != Node::Kind::scalar) {
        if (!has_one_of(scope, *node, {"at-least"}, kSample)) return std::nullopt;
        MapReader map(scope, *node);
        Pause pause{.growing = false, .at_least = read_duration(scope, map.find("at-least"))};
        map.finish();
        return pause;
    }
    const std::optional<std::string> word = read_text(scope, node);
    if (word == "growing") return Pause{.growing = true, .at_least = {}};
    if (word) complain(scope, *node, fmt::format("`{}` is no pause", *word), kSample);
    return std::nullopt;
}

// When it comes.
void read_timing(Scope& scope, MapReader& map, SegmentShape& shape) {
    shape.again = read_bool(scope, map.find("again")).value_or(false);
    shape.within = read_duration(scope, map.find("within"));
    const Node* const pause = map.find("pause");
    shape.pause = read_pause(scope, pause);
    if (!pause || shape.again) return;
    complain(scope, *pause, "`pause` is asked of a repetition", "`again: true` beside it");
}

// What stands in it.
void read_contents(Scope& scope, MapReader& map, SegmentShape& shape) {
    shape.flags = read_flags(scope, map.find("flags"), "");
    shape.seq = read_seq_bounds(scope, map.find("seq"));
    shape.ack = read_seq_bounds(scope, map.find("ack"));
    shape.window = read_field_bounds(scope, map.find("window"));
    shape.length = read_field_bounds(scope, map.find("length"));
    shape.size = read_field_bounds(scope, map.find("size"));
    read_mss(scope, map.find("mss"), shape);
    shape.urgent = read_field(scope, map.find("urgent"));
    shape.data = read_payload_at(scope, map.find("data"));
    shape.psh = read_bool(scope, map.find("psh"));
    shape.dscp = read_field_bounds(scope, map.find("dscp"));
    shape.ecn = read_choice(scope, map.find("ecn"), ecn_words());
}

}  // namespace

std::optional<SegmentShape> read_shape_map(Scope& scope, MapReader& map, const Node& node) {
    SegmentShape shape;
    read_contents(scope, map, shape);
    read_timing(scope, map, shape);
    if (!map.finish()) return std::nullopt;
    if (!node.keys.empty()) return shape;
    complain(scope, node, "nothing is asked of the segment", "flags such as ACK, or {length: 5}");
    return std::nullopt;
}

std::optional<SegmentShape> read_shape_word(Scope& scope, const Node& node,
                                            std::string_view other) {
    const auto flags = read_flags(scope, &node, other);
    if (!flags) return std::nullopt;
    SegmentShape shape;
    shape.flags = flags;
    if (*flags != wire::Flags{}) return shape;
    complain(scope, node, "this would be a segment without flags, not no segment",
             "expect: nothing, or {flags: none} for one without flags");
    return std::nullopt;
}

std::optional<SegmentShape> read_shape(Scope& scope, const Node& node) {
    if (node.kind == Node::Kind::scalar) return read_shape_word(scope, node, "");
    if (node.kind == Node::Kind::map) {
        MapReader map(scope, node);
        return read_shape_map(scope, map, node);
    }
    complain_kind(scope, node, "a segment", "SYN+ACK, or {flags: SYN+ACK, ack: 1}");
    return std::nullopt;
}

}  // namespace echospec::casefile
