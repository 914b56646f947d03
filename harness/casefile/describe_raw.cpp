// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/text.hpp"
#include "casefile/describe.hpp"
#include "casefile/describe_fields.hpp"

// The sentences of the raw peer's steps, segments aside. What a case left out is not in them.

namespace echospec::casefile {
namespace {

// The usual names of RFC 792 and RFC 1812 §5.2.7.1; others go by their numbers alone.
std::string_view icmp_name(const IcmpKind& kind) {
    if (kind.type == 3 && kind.code == 0) return " (network unreachable)";
    if (kind.type == 3 && kind.code == 1) return " (host unreachable)";
    if (kind.type == 3 && kind.code == 2) return " (protocol unreachable)";
    if (kind.type == 3 && kind.code == 3) return " (port unreachable)";
    if (kind.type == 3 && kind.code == 4) return " (fragmentation needed)";
    if (kind.type == 4) return " (source quench)";
    if (kind.type == 11) return " (time exceeded)";
    if (kind.type == 12) return " (parameter problem)";
    return "";
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
    if (step.asked == Asked::closed_port) text += ", to a closed port";
    if (step.asked == Asked::other_address) text += ", to another address of the target";
    return text + field("port", step.port) + address("to", step.to);
}

std::string describe(const InitialNumbers& step) {
    const bool rising = step.are == NumbersAre::rising;
    return fmt::format("expect {} initial sequence numbers of the target on {}",
                       rising ? "rising" : "spread", step.on);
}

std::string describe(const DatagramStep& step) {
    if (!step.send) {
        return fmt::format("expect {} on {}",
                           expected(step.expect.value_or(std::vector<Payload>{})), step.on);
    }
    const SendDatagram& sent = *step.send;
    return fmt::format("send the datagram {}{}{}{}{}{} on {}", describe(sent.data),
                       checksum(sent.checksum), sent.from_target ? ", as if from the target" : "",
                       field("from port", sent.from_port), address("from", sent.from),
                       field("length field", sent.length), step.on);
}

std::string describe(const IcmpKind& kind) {
    return fmt::format("ICMP type {} code {}{}", kind.type, kind.code, icmp_name(kind));
}

std::string describe(const IcmpStep& step) {
    if (!step.send) {
        const bool any = step.expect && step.expect->kind;
        return fmt::format("expect {} on {}", any ? describe(*step.expect->kind) : "no ICMP error",
                           step.on);
    }
    return fmt::format("send {}{} on {}", describe(step.send->kind),
                       field("quoting seq", step.send->seq), step.on);
}

}  // namespace echospec::casefile
