// SPDX-License-Identifier: Apache-2.0
#include "wire/judgement.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace echospec::wire {
namespace {

std::string describe_half_close(const Conversation& conversation, const Names& names) {
    if (conversation.half_close_octets == 0) return "";
    return fmt::format(", after {} more octets from the {}", conversation.half_close_octets,
                       names[other(*conversation.first_fin)]);
}

bool lacks_opening(const Conversation& conversation) {
    return conversation.handshake == Handshake::unseen ||
           conversation.handshake == Handshake::incomplete;
}

bool lacks_end(const Conversation& conversation) {
    return conversation.close == Close::open || conversation.close == Close::half_closed ||
           conversation.close == Close::unacknowledged;
}

std::string describe_lack(const Conversation& conversation) {
    std::vector<std::string> parts;
    if (lacks_opening(conversation)) parts.push_back(describe_handshake(conversation));
    if (lacks_end(conversation)) parts.push_back(describe_close(conversation));
    for (const Doubt& doubt : conversation.doubts)
        parts.push_back(doubt.reason);
    return base::join(parts, "; ");
}

}  // namespace

std::string_view to_string(Outcome outcome) {
    switch (outcome) {
        case Outcome::orderly:
            return "orderly";
        case Outcome::aborted:
            return "aborted";
        case Outcome::refused:
            return "refused";
        case Outcome::incomplete:
            return "incomplete";
        case Outcome::illegal:
            return "illegal";
    }
    return "";
}

std::string describe_violation(const Conversation& conversation, const Names& names) {
    if (conversation.violations.empty()) return "";
    const Violation& first = conversation.violations.front();
    const RuleText rule = text_of(first.rule);
    const uint64_t more = conversation.violation_count - 1;
    return fmt::format("segment {} (frame {}) of the {}: {}; {} ({}){}", first.segment, first.frame,
                       names[first.by], first.detail, rule.sentence, rule.source,
                       more > 0 ? fmt::format("; and {} more", more) : "");
}

std::string describe_handshake(const Conversation& conversation) {
    switch (conversation.handshake) {
        case Handshake::three_way:
            if (conversation.data_on_third == 0) return "three-way handshake";
            return fmt::format("three-way handshake, {} octets on its third segment",
                               conversation.data_on_third);
        case Handshake::simultaneous:
            return "simultaneous open";
        case Handshake::fast_open:
            return fmt::format("handshake with {} octets on the SYN (Fast Open)",
                               conversation.data_on_syn);
        case Handshake::incomplete:
            return "the handshake was not completed";
        case Handshake::refused:
            return conversation.reset ? "the SYN was answered by RST"
                                      : "the SYN was answered by an ICMP error";
        case Handshake::unseen:
            return "the capture begins after the connection did";
    }
    return "";
}

std::string describe_close(const Conversation& conversation, const Names& names) {
    const std::string_view first = conversation.first_fin ? names[*conversation.first_fin] : "";
    const std::string more = describe_half_close(conversation, names);
    switch (conversation.close) {
        case Close::open:
            return conversation.superseded ? "replaced by a new connection while it was open"
                                           : "still open when the capture ends";
        case Close::half_closed:
            return fmt::format("the {} closed its side{}, the {} had not when the capture ends",
                               first, more, names[other(*conversation.first_fin)]);
        case Close::unacknowledged:
            return fmt::format("the {} closed first{}; not every FIN was acknowledged", first,
                               more);
        case Close::four_way:
            return fmt::format("the {} closed first{}: four-way", first, more);
        case Close::three_segments:
            return fmt::format("the {} closed first{}: three segments, FIN and ACK merged", first,
                               more);
        case Close::simultaneous:
            return "both closed at once: simultaneous";
        case Close::aborted:
            return fmt::format("reset by the {}: {}", names[conversation.reset->by],
                               describe(conversation.reset->cause));
    }
    return "";
}

Judgement judge(const Conversation& conversation) {
    if (conversation.violation_count > 0) {
        return {Outcome::illegal, describe_violation(conversation)};
    }
    if (conversation.handshake == Handshake::refused) {
        return {Outcome::refused, describe_handshake(conversation)};
    }
    const bool given_up = conversation.handshake == Handshake::incomplete && conversation.reset;
    if (given_up) return {Outcome::aborted, describe_close(conversation)};
    if (lacks_opening(conversation) || lacks_end(conversation)) {
        return {Outcome::incomplete, describe_lack(conversation)};
    }
    const Outcome outcome =
        conversation.close == Close::aborted ? Outcome::aborted : Outcome::orderly;
    return {outcome, describe_handshake(conversation) + "; " + describe_close(conversation)};
}

}  // namespace echospec::wire
