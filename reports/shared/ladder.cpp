// SPDX-License-Identifier: Apache-2.0
#include "reports/shared/ladder.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "reports/shared/clean.hpp"

namespace echospec::reports {

std::vector<Lane> lanes_of(const verdict::CaseResult& result) {
    std::vector<Lane> lanes;
    size_t next = 0;  // segments stand in the order of the conversations
    for (const verdict::ConversationRecord& conversation : result.conversations) {
        Lane& lane = lanes.emplace_back(conversation, std::vector<wire::Rung>{});
        // The same name may be used again: a new connection begins with its SYN.
        for (; next < result.segments.size(); ++next) {
            const verdict::SegmentRecord& segment = result.segments[next];
            const bool another = segment.connection != conversation.name ||
                                 (!lane.rungs.empty() && segment.rung.number == 1);
            if (another) break;
            lane.rungs.push_back(segment.rung);
        }
    }
    return lanes;
}

wire::Note note_of(const verdict::StepRecord& step) {
    return {step.at_milliseconds, fmt::format("{}. {}", step.number, one_line(step.text))};
}

std::vector<wire::Note> notes_of(const verdict::CaseResult& result) {
    std::vector<wire::Note> notes;
    for (const verdict::StepRecord& step : result.steps) {
        if (step.outcome == verdict::StepOutcome::not_reached) continue;
        notes.push_back(note_of(step));
    }
    return notes;
}

std::string summary_of(const verdict::ConversationRecord& conversation) {
    std::string text = fmt::format(
        "{}: {}; {}; {} to the target, {} back", one_line(conversation.name),
        one_line(conversation.handshake), one_line(conversation.close),
        base::format_size(conversation.from_tester), base::format_size(conversation.from_target));
    if (conversation.retransmissions > 0) {
        text += fmt::format("; {} retransmitted", conversation.retransmissions);
    }
    return text;
}

std::string ladders(const verdict::CaseResult& result) {
    std::string text;
    for (const Lane& lane : lanes_of(result)) {
        const std::string title =
            fmt::format("tester {} / target {}", one_line(lane.conversation.tester),
                        one_line(lane.conversation.target));
        text += summary_of(lane.conversation) + "\n";
        text += wire::ladder(title, lane.rungs, notes_of(result));
    }
    if (!text.empty() && !result.capture.empty()) text += "(" + one_line(result.capture) + ")\n";
    return text;
}

}  // namespace echospec::reports
