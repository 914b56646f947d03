// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "casefile/ecn.hpp"
#include "casefile/flags.hpp"
#include "casefile/read_payload.hpp"
#include "casefile/read_raw_steps.hpp"

// What the case writes in a segment, field by field.

namespace echospec::casefile {
namespace {

// What four bits count of words of four octets, without the 20 that every header has.
constexpr size_t kMostOptions = 40;
constexpr Range kFourBits{0, 15};
constexpr Range kHopLimits{0, UINT8_MAX};
constexpr Range kCodePoints{0, 63};

std::optional<unsigned> read_small(Scope& scope, const Node* node, Range range) {
    const auto number = read_number(scope, node, range);
    if (!number) return std::nullopt;
    return static_cast<unsigned>(*number);
}

// Options as they stand in a header; "" is none at all.
std::optional<base::Bytes> read_options(Scope& scope, const Node* node) {
    const std::optional<std::string> text = read_text(scope, node);
    if (!text) return std::nullopt;
    std::optional<base::Bytes> bytes = base::parse_hex(*text);
    if (!bytes) {
        complain(scope, *node, fmt::format("`{}` is not hexadecimal", *text),
                 "pairs of digits, such as \"02 04 05 b4\"");
    } else if (bytes->size() > kMostOptions) {
        complain(scope, *node, fmt::format("{} bytes of options are too many", bytes->size()),
                 fmt::format("a header has room for {}", kMostOptions));
    }
    return bytes;
}

// `all` is for a case that holds the acknowledgments back: it need not know what has come.
void read_acknowledged(Scope& scope, const Node* node, SendSegment& segment) {
    const std::optional<std::string> text = read_text(scope, node);
    if (!text) return;
    segment.ack_all = *text == "all";
    if (segment.ack_all) return;
    if (text->find_first_not_of("-0123456789") == std::string::npos) {
        segment.ack = read_relative(scope, node);
        return;
    }
    complain(scope, *node, fmt::format("`{}` is no acknowledgment number", *text),
             "a number that counts from the SYN, which is 0, or all");
}

// The fields that any segment may need.
void read_fields(Scope& scope, MapReader& map, SendSegment& segment) {
    segment.flags = read_flags(scope, map.find("flags"), "").value_or(segment.flags);
    segment.seq = read_relative(scope, map.find("seq"));
    read_acknowledged(scope, map.find("ack"), segment);
    segment.window = read_field(scope, map.find("window"));
    segment.urgent = read_field(scope, map.find("urgent"));
    segment.mss = read_field(scope, map.find("mss"));
    segment.options = read_options(scope, map.find("options"));
    segment.data = read_payload_at(scope, map.find("data"));
}

// Those that an orderly peer has no choice about.
void read_oddities(Scope& scope, MapReader& map, SendSegment& segment) {
    segment.reserved = read_small(scope, map.find("reserved"), kFourBits).value_or(0);
    segment.offset = read_small(scope, map.find("offset"), kFourBits);
    segment.checksum =
        read_checksum(scope, map.find("checksum")).value_or(wire::ChecksumKind::right);
    segment.from = read_address(scope, map.find("from"));
    segment.to = read_address(scope, map.find("to"));
    segment.hop_limit = read_small(scope, map.find("hop-limit"), kHopLimits);
    segment.dscp = read_small(scope, map.find("dscp"), kCodePoints);
    segment.ecn = read_choice(scope, map.find("ecn"), ecn_words());
    segment.ip_options = read_options(scope, map.find("ip-options")).value_or("");
}

std::optional<SendSegment> read_sent_word(Scope& scope, const Node& node) {
    SendSegment segment;
    segment.again = read_text(scope, &node) == "again";
    if (segment.again) return segment;
    const auto flags = read_flags(scope, &node, "again");
    if (!flags) return std::nullopt;
    segment.flags = *flags;
    return segment;
}

}  // namespace

std::optional<SendSegment> read_sent_segment(Scope& scope, const Node& node) {
    if (node.kind == Node::Kind::scalar) return read_sent_word(scope, node);
    if (node.kind != Node::Kind::map) {
        complain_kind(scope, node, "a segment", "{send: SYN+ACK}, or {send: {flags: SYN, seq: 0}}");
        return std::nullopt;
    }
    MapReader map(scope, node);
    SendSegment segment;
    read_fields(scope, map, segment);
    const Node* const pieces = map.find("pieces");
    segment.pieces = read_size(scope, pieces, kSizes);
    read_oddities(scope, map, segment);
    if (!map.finish()) return std::nullopt;
    if (!pieces || segment.data) return segment;
    complain(scope, *pieces, "`pieces` cuts `data`, and there is none", "leave it out");
    return std::nullopt;
}

}  // namespace echospec::casefile
