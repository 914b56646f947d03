// SPDX-License-Identifier: Apache-2.0
#include "reports/grade/text.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "wire/ladder.hpp"

namespace echospec::reports::grade {
namespace {

using wire::Conversation;
using wire::Direction;
using wire::Side;

uint64_t last_frame(const Conversation& conversation) {
    return conversation.tail.empty() ? conversation.head.back().frame
                                     : conversation.tail.back().frame;
}

std::string title(const Conversation& conversation, const wire::Judgement& judgement) {
    const uint64_t first = conversation.head.front().frame;
    return fmt::format(
        "{} -> {}  {}  (frames {} to {}, {})\n", to_string(conversation.ends.client.endpoint),
        to_string(conversation.ends.server.endpoint), to_string(judgement.outcome), first,
        last_frame(conversation), base::format_duration(conversation.last - conversation.first));
}

// "3 retransmissions, 1 keep-alive"; empty if there is nothing to tell.
std::string remarks(const Direction& direction) {
    const std::array<std::pair<uint64_t, std::string_view>, 6> counts{
        {{direction.retransmissions, "retransmitted"},
         {direction.out_of_order, "out of order"},
         {direction.keep_alives, "keep-alive"},
         {direction.zero_window_probes, "zero-window probe"},
         {direction.resets, "RST"},
         {direction.unseen, "octets not captured"}}};
    std::vector<std::string> parts;
    for (const auto& [count, name] : counts) {
        if (count > 0) parts.push_back(fmt::format("{} {}", count, name));
    }
    return parts.empty() ? "" : " (" + base::join(parts, ", ") + ")";
}

std::string flow(const Conversation& conversation) {
    const auto side = [&](Side which) {
        const Direction& direction = conversation.ends[which];
        return fmt::format("{} {}{}", to_string(which), base::format_size(direction.octets),
                           remarks(direction));
    };
    return fmt::format("    {}, {}\n", side(Side::client), side(Side::server));
}

std::string doubts(const Conversation& conversation) {
    std::string text;
    for (const wire::Doubt& doubt : conversation.doubts) {
        const std::string place =
            doubt.segment == 0 ? "" : fmt::format("segment {}: ", doubt.segment);
        text += fmt::format("    not judged: {}{}\n", place, doubt.reason);
    }
    if (conversation.client_guessed) {
        text += "    its SYN was not captured: the lower port is taken for the server's\n";
    }
    return text;
}

std::string breaches(const Conversation& conversation) {
    std::string text;
    for (const wire::Violation& violation : conversation.violations) {
        const wire::RuleText rule = text_of(violation.rule);
        text += fmt::format("    illegal: segment {} (frame {}) by the {}: {}\n      {} ({})\n",
                            violation.segment, violation.frame, to_string(violation.by),
                            violation.detail, rule.sentence, rule.source);
    }
    return text;
}

}  // namespace

std::string text_of(const Conversation& conversation, const wire::Judgement& judgement,
                    Ladders ladders) {
    const bool illegal = judgement.outcome == wire::Outcome::illegal;
    std::string text = title(conversation, judgement);
    text += illegal ? breaches(conversation) : fmt::format("    {}\n", judgement.reason);
    text += flow(conversation) + doubts(conversation);
    if (illegal || ladders == Ladders::of_all) {
        text += wire::ladder(conversation);
    }
    return text;
}

std::string text_of(const wire::Tally& tally, const wire::Ending& ending) {
    std::string text = "\n" + describe_connections(tally) + "\n";
    const std::string undecoded = describe_undecoded(tally);
    if (!undecoded.empty()) text += undecoded + "\n";
    if (tally.cut_short) text += "the file is cut within its last record: what is there was read\n";
    return text + fmt::format("exit {}: {}\n", ending.code, ending.reason);
}

}  // namespace echospec::reports::grade
