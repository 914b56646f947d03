// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "casefile/read_bounds.hpp"
#include "casefile/read_raw_steps.hpp"
#include "casefile/read_segment_shape.hpp"

// `segment`: which of its four kinds it is, and what stands beside each.

namespace echospec::casefile {
namespace {

constexpr std::string_view kSkip = "skip: ";

const Words<EverySegment>& every_words() {
    static const Words<EverySegment> kWords{
        {"right-checksums", EverySegment::right_checksums},
        {"zero-reserved-bits", EverySegment::zero_reserved_bits},
        {"sound-options", EverySegment::sound_options},
        {"one-address", EverySegment::one_address},
        {"one-dscp", EverySegment::one_dscp},
        {"kept-window", EverySegment::kept_window},
        {"large-window-steps", EverySegment::large_window_steps}};
    return kWords;
}

// What has come lies in the past: nothing was awaited, and no pause measured.
std::optional<SegmentShape> read_counted(Scope& scope, const Node& node) {
    const auto shape = read_shape(scope, node);
    if (shape && (shape->pause || shape->within))
        complain(scope, node, "`pause` and `within` are asked of a segment that is awaited",
                 "`expect`; `count` looks at what has come");
    return shape;
}

void read_count(Scope& scope, const Node* count, const Node* is, SegmentStep& step) {
    if (!count && is) complain(scope, *is, "`is` belongs to `count`", "leave it out");
    if (!count) return;
    const auto shape = read_counted(scope, *count);
    const auto bounds = read_count_bounds(scope, is);
    if (!is)
        complain(scope, *count, "`is` is missing: how many there may be",
                 "`is: 0`, or `is: {at-most: 9}`, beside `count`");
    if (shape && bounds) step.count = CountSegments{*shape, *bounds};
}

// Why the absence of what is expected is legal, and leaves nothing to judge.
void read_else(Scope& scope, const Node* node, SegmentStep& step) {
    static constexpr std::string_view kSample = "else: \"skip: it leaves the close to the server\"";
    if (node && node->kind != Node::Kind::scalar) complain_kind(scope, *node, "a text", kSample);
    if (!node || node->kind != Node::Kind::scalar) return;
    const std::string text = read_text(scope, node).value_or("");
    if (step.expect && step.expect->shapes.empty()) {
        complain(scope, *node, "where nothing is expected, nothing can be absent",
                 "leave `else` out");
    } else if (!text.starts_with(kSkip) || text.size() == kSkip.size()) {
        complain(scope, *node, "`else` can only skip the case, and says why", kSample);
    } else {
        step.else_skip = text.substr(kSkip.size());
    }
}

void read_expect(Scope& scope, const Node* expect, const Node* otherwise, SegmentStep& step) {
    if (!expect && otherwise)
        complain(scope, *otherwise, "`else` belongs to `expect`", "leave it out");
    if (!expect) return;
    step.expect = read_expected_segment(scope, *expect);
    read_else(scope, otherwise, step);
}

}  // namespace

std::optional<Action> read_segment(Scope& scope, const Node& value) {
    if (!has_one_of(scope, value, {"send", "expect", "count", "every"},
                    "segment: {send: SYN}, or segment: {expect: SYN+ACK}"))
        return std::nullopt;
    MapReader map(scope, value);
    SegmentStep step;
    step.on = read_name(scope, map.find("on")).value_or(step.on);
    if (const Node* const send = map.find("send")) step.send = read_sent_segment(scope, *send);
    read_expect(scope, map.find("expect"), map.find("else"), step);
    read_count(scope, map.find("count"), map.find("is"), step);
    step.every = read_choice(scope, map.find("every"), every_words());
    if (!map.finish()) return std::nullopt;
    if (!step.send && !step.expect && !step.count && !step.every) return std::nullopt;
    return step;
}

}  // namespace echospec::casefile
