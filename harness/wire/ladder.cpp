// SPDX-License-Identifier: Apache-2.0
#include "wire/ladder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace echospec::wire {
namespace {

std::vector<std::string> marks_of(const Record& record) {
    std::vector<std::string> marks;
    for (const Mark mark : record.marks.list()) {
        if (mark != Mark::illegal) marks.emplace_back(to_string(mark));  // the breach says it
    }
    return marks;
}

std::vector<std::string> breaches_of(const Conversation& conversation, const Record& record) {
    std::vector<std::string> breaches;
    for (const Violation& violation : conversation.violations) {
        if (violation.segment != record.number) continue;
        const RuleText rule = text_of(violation.rule);
        breaches.push_back(
            fmt::format("{}: {} ({})", violation.detail, rule.sentence, rule.source));
    }
    return breaches;
}

Rung rung_of(const Conversation& conversation, const Record& record, base::Instant origin,
             Side left) {
    Flags shown = record.flags;
    shown.psh = false;
    Rung rung{.number = record.number,
              .milliseconds = base::milliseconds(record.time - origin),
              .from_left = record.from == left,
              .left_state = std::string(to_string(record.states[left])),
              .right_state = std::string(to_string(record.states[other(left)])),
              .flags = to_string(shown),
              .seq = record.seq,
              .ack = {},
              .length = record.length,
              .window = record.window,
              .marks = marks_of(record),
              .breaches = breaches_of(conversation, record),
              .left_out_before = 0};
    if (record.flags.ack) rung.ack = record.ack;
    return rung;
}

std::string numbers(const Rung& rung) {
    std::string text = fmt::format("{:<8} seq {}", rung.flags, rung.seq);
    if (rung.ack) text += fmt::format(" ack {}", *rung.ack);
    if (rung.length > 0) text += fmt::format(" len {}", rung.length);
    return text;
}

std::string line(const Rung& rung) {
    const std::string arrow = fmt::format("{} {:<38} {}", rung.from_left ? "---" : "<--",
                                          numbers(rung), rung.from_left ? "-->" : "---");
    std::string text =
        fmt::format("{} {:>10.3f}  {:<12}  {}  {}", rung.breaches.empty() ? "  " : ">>",
                    rung.milliseconds, rung.left_state, arrow, rung.right_state);
    if (!rung.marks.empty()) text += "  (" + base::join(rung.marks, ", ") + ")";
    text += "\n";
    for (const std::string& breach : rung.breaches)
        text += fmt::format("{:>15}^ {}\n", "", breach);
    return text;
}

// Writes the notes up to a time, and remembers how far it came.
class Notes {
  public:
    explicit Notes(std::vector<Note> notes) : notes_(std::move(notes)) {
        const auto earlier = [](const Note& a, const Note& b) {
            return a.milliseconds < b.milliseconds;
        };
        std::stable_sort(notes_.begin(), notes_.end(), earlier);
    }

    std::string up_to(double milliseconds) {
        std::string text;
        while (next_ < notes_.size() && notes_[next_].milliseconds <= milliseconds)
            text += line_of(notes_[next_++]);
        return text;
    }

    std::string rest() {
        std::string text;
        while (next_ < notes_.size())
            text += line_of(notes_[next_++]);
        return text;
    }

  private:
    static std::string line_of(const Note& note) {
        return fmt::format("   {:>10.3f}  * {}\n", note.milliseconds, note.text);
    }

    std::vector<Note> notes_;
    size_t next_ = 0;
};

}  // namespace

std::vector<Rung> rungs_of(const Conversation& conversation, base::Instant origin, Side left) {
    std::vector<Rung> rungs;
    for (const Record& record : conversation.head)
        rungs.push_back(rung_of(conversation, record, origin, left));
    uint64_t left_out = conversation.omitted;
    for (const Record& record : conversation.tail) {
        rungs.push_back(rung_of(conversation, record, origin, left));
        rungs.back().left_out_before = std::exchange(left_out, 0);
    }
    return rungs;
}

std::string ladder(const std::string& title, const std::vector<Rung>& rungs,
                   std::vector<Note> notes) {
    Notes pending(std::move(notes));
    std::string text = fmt::format("   {:>10}  {}\n", "ms", title);
    for (const Rung& rung : rungs) {
        if (rung.left_out_before > 0) {
            text += fmt::format("   {:>10}  {} segments left out\n", "...", rung.left_out_before);
        }
        text += pending.up_to(rung.milliseconds) + line(rung);
    }
    return text + pending.rest();
}

std::string ladder(const Conversation& conversation) {
    const std::string title =
        fmt::format("client {} / server {}", to_string(conversation.ends.client.endpoint),
                    to_string(conversation.ends.server.endpoint));
    return ladder(title, rungs_of(conversation, conversation.first, Side::client), {});
}

}  // namespace echospec::wire
