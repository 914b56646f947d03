// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/text.hpp"
#include "casefile/describe.hpp"
#include "casefile/describe_fields.hpp"
#include "casefile/ecn.hpp"
#include "casefile/flags.hpp"

// The sentences of segments that are sent, expected and counted.

namespace echospec::casefile {
namespace {

std::string flags(const wire::Flags& flags) {
    return flags == wire::Flags{} ? "a segment without flags" : written(flags);
}

// What an orderly peer has no choice about.
std::string oddities(const SendSegment& segment) {
    std::string text;
    if (segment.reserved != 0) text += fmt::format(", reserved bits {}", segment.reserved);
    text += field("data offset", segment.offset);
    text += checksum(segment.checksum);
    text += address("from", segment.from) + address("to", segment.to);
    text += field("hop limit", segment.hop_limit) + field("DSCP", segment.dscp);
    if (segment.ecn) text += ", ECN " + ecn_name(*segment.ecn);
    if (!segment.ip_options.empty()) text += ", IP options " + base::hex(segment.ip_options);
    return text;
}

std::string options(const std::optional<base::Bytes>& bytes) {
    if (!bytes) return "";
    return bytes->empty() ? ", no options" : ", options " + base::hex(*bytes);
}

std::string timing(const SegmentShape& shape) {
    std::string text;
    if (shape.within) text += ", within " + base::format_duration(*shape.within);
    if (!shape.pause) return text;
    if (shape.pause->growing) text += ", after a longer pause than the one before";
    if (!shape.pause->at_least) return text;
    return text + ", after a pause of at least " + base::format_duration(*shape.pause->at_least);
}

std::string_view promise(EverySegment every) {
    switch (every) {
        case EverySegment::right_checksums:
            return "has a right checksum";
        case EverySegment::zero_reserved_bits:
            return "has zeros for reserved bits";
        case EverySegment::sound_options:
            return "has sound options";
        case EverySegment::one_address:
            return "comes from the address that was asked";
        case EverySegment::one_dscp:
            return "with data has the same DSCP";
        case EverySegment::kept_window:
            return "keeps the right edge of the window";
        case EverySegment::large_window_steps:
            return "opens the window in large steps";
    }
    return "";
}

std::string expected(const ExpectSegment& segment) {
    if (segment.shapes.empty()) return "no segment";
    std::vector<std::string> shapes;
    for (const SegmentShape& shape : segment.shapes)
        shapes.push_back(describe(shape));
    return base::join(shapes, ", or ");
}

}  // namespace

std::string describe(const SendSegment& segment) {
    if (segment.again) return "the last segment again";
    std::string text = flags(segment.flags);
    text += field("seq", segment.seq) + field("ack", segment.ack);
    if (segment.ack_all) text += ", ack all";
    text += field("window", segment.window) + field("urgent pointer", segment.urgent);
    text += field("mss", segment.mss);
    text += options(segment.options) + data(segment.data);
    if (segment.pieces) text += fmt::format(", {} at a time", base::format_size(*segment.pieces));
    return text + oddities(segment);
}

std::string describe(const SegmentShape& shape) {
    std::string text = shape.flags ? flags(*shape.flags) : "a segment";
    if (shape.again) text += " again";
    text += field("seq", shape.seq) + field("ack", shape.ack) + field("window", shape.window);
    text += field("length", shape.length) + field("size", shape.size) + field("mss", shape.mss);
    if (shape.has_mss) text += *shape.has_mss ? ", any mss" : ", no mss";
    if (shape.psh) text += *shape.psh ? ", PSH" : ", no PSH";
    text += field("urgent pointer", shape.urgent) + data(shape.data) + field("DSCP", shape.dscp);
    if (shape.ecn) text += ", ECN " + ecn_name(*shape.ecn);
    return text + timing(shape);
}

std::string describe(const SegmentStep& step) {
    if (step.send) return fmt::format("send {} on {}", describe(*step.send), step.on);
    if (step.count) {
        return fmt::format("expect {} of all segments so far to be {} on {}",
                           described(step.count->is), describe(step.count->shape), step.on);
    }
    if (step.every)
        return fmt::format("expect that every segment so far on {} {}", step.on,
                           promise(*step.every));
    const std::string otherwise = step.else_skip.empty() ? "" : ", else skip: " + step.else_skip;
    return fmt::format("expect {} on {}{}", expected(step.expect.value_or(ExpectSegment{})),
                       step.on, otherwise);
}

}  // namespace echospec::casefile
