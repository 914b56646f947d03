// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/text.hpp"
#include "casefile/describe.hpp"

// The sentences of the raw peer's steps. What a case left out is not in them.

namespace echospec::casefile {
namespace {

// ", seq 0"; nothing where the field was left out.
template <class T>
std::string field(std::string_view name, const std::optional<T>& value) {
    return value ? fmt::format(", {} {}", name, *value) : "";
}

std::string described(const Bounds& bounds) {
    if (bounds.at_least == bounds.at_most) return std::to_string(bounds.at_least);
    if (bounds.at_most == UINT64_MAX) return fmt::format("at least {}", bounds.at_least);
    if (bounds.at_least == 0) return fmt::format("at most {}", bounds.at_most);
    return fmt::format("{} to {}", bounds.at_least, bounds.at_most);
}

std::string field(std::string_view name, const std::optional<Bounds>& bounds) {
    return bounds ? fmt::format(", {} {}", name, described(*bounds)) : "";
}

std::string field(std::string_view name, const std::optional<SeqBounds>& bounds) {
    return bounds ? fmt::format(", {} {}", name, bounds->at_least) : "";
}

std::string address(const std::optional<base::Address>& from) {
    return from ? ", from " + base::to_string(*from) : "";
}

std::string data(const std::optional<Payload>& payload) {
    return payload ? ", data " + describe(*payload) : "";
}

std::string checksum(ChecksumMade made) {
    switch (made) {
        case ChecksumMade::right:
            return "";
        case ChecksumMade::wrong:
            return ", wrong checksum";
        case ChecksumMade::none:
            return ", no checksum";
    }
    return "";
}

std::string flags(const ControlBits& bits) {
    return bits == ControlBits{} ? "a segment without flags" : to_string(bits);
}

// What an orderly peer has no choice about.
std::string oddities(const SendSegment& segment) {
    std::string text;
    if (segment.reserved != 0) text += fmt::format(", reserved bits {}", segment.reserved);
    text += field("data offset", segment.offset);
    text += checksum(segment.checksum);
    text += address(segment.from);
    text += field("hop limit", segment.hop_limit);
    if (!segment.ip_options.empty()) text += ", IP options " + base::hex(segment.ip_options);
    return text;
}

std::string options(const std::optional<base::Bytes>& bytes) {
    if (!bytes) return "";
    return bytes->empty() ? ", no options" : ", options " + base::hex(*bytes);
}

// The usual names of RFC 792 and RFC 1812 §5.2.7.1; others go by their numbers alone.
std::string_view icmp_name(const IcmpStep& step) {
    if (step.type == 3 && step.code == 0) return " (network unreachable)";
    if (step.type == 3 && step.code == 1) return " (host unreachable)";
    if (step.type == 3 && step.code == 2) return " (protocol unreachable)";
    if (step.type == 3 && step.code == 3) return " (port unreachable)";
    if (step.type == 3 && step.code == 4) return " (fragmentation needed)";
    if (step.type == 4) return " (source quench)";
    if (step.type == 11) return " (time exceeded)";
    if (step.type == 12) return " (parameter problem)";
    return "";
}

std::string expected(const ExpectSegment& segment) {
    if (segment.shapes.empty()) return "no segment";
    std::vector<std::string> shapes;
    for (const SegmentShape& shape : segment.shapes)
        shapes.push_back(describe(shape));
    return base::join(shapes, ", or ");
}

std::string expected(const std::vector<Payload>& datagrams) {
    if (datagrams.empty()) return "no datagram";
    std::vector<std::string> texts;
    for (const Payload& payload : datagrams)
        texts.push_back(describe(payload));
    if (texts.size() == 1) return "the datagram " + texts[0];
    return fmt::format("the datagrams {}, in any order,", base::join(texts, " and "));
}

}  // namespace

std::string describe(const RawPeer& step) {
    std::string text = "raw peer " + step.as;
    if (step.count > 1) text += fmt::format(", {} peers", step.count);
    if (step.family == Family::ipv4) text += ", over IPv4";
    if (step.family == Family::ipv6) text += ", over IPv6";
    text += field("initial sequence number", step.initial);
    if (!step.mss) text += ", no mss";
    if (step.mss != RawPeer{}.mss) text += field("mss", step.mss);
    if (step.window != RawPeer{}.window) text += fmt::format(", window {}", step.window);
    return text + field("port", step.port);
}

std::string describe(const SendSegment& segment) {
    std::string text = flags(segment.flags);
    text += field("seq", segment.seq) + field("ack", segment.ack) + field("window", segment.window);
    text += field("urgent pointer", segment.urgent) + field("mss", segment.mss);
    text += options(segment.options) + data(segment.data);
    if (segment.pieces) text += fmt::format(", {} at a time", base::format_size(*segment.pieces));
    return text + oddities(segment);
}

std::string describe(const SegmentShape& shape) {
    std::string text = shape.flags ? flags(*shape.flags) : "a segment";
    if (shape.again) text += " again";
    text += field("seq", shape.seq) + field("ack", shape.ack) + field("window", shape.window);
    text += field("length", shape.length) + field("mss", shape.mss);
    if (shape.has_mss) text += *shape.has_mss ? ", any mss" : ", no mss";
    return text + field("urgent pointer", shape.urgent) + data(shape.data);
}

std::string describe(const SegmentStep& step) {
    if (step.send) return fmt::format("send {} on {}", describe(*step.send), step.on);
    return fmt::format("expect {} on {}", expected(step.expect.value_or(ExpectSegment{})), step.on);
}

std::string describe(const InitialNumbers& step) {
    return "initial sequence numbers of the target on " + step.on;
}

std::string describe(const DatagramStep& step) {
    if (!step.send) {
        return fmt::format("expect {} on {}",
                           expected(step.expect.value_or(std::vector<Payload>{})), step.on);
    }
    const SendDatagram& sent = *step.send;
    return fmt::format("send the datagram {}{}{}{}{} on {}", describe(sent.data),
                       checksum(sent.checksum), field("from port", sent.from_port),
                       address(sent.from), field("length field", sent.length), step.on);
}

std::string describe(const IcmpStep& step) {
    return fmt::format("send ICMP type {} code {}{}{} on {}", step.type, step.code, icmp_name(step),
                       field("quoting seq", step.seq), step.on);
}

}  // namespace echospec::casefile
