// SPDX-License-Identifier: Apache-2.0
#include "wire/ladder.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace echospec::wire {
namespace {

double milliseconds_since(base::Instant origin, base::Instant time) {
    return base::milliseconds(time - origin);
}

// ACK alone goes without saying where there is more to say: PSH says nothing here.
std::string numbers(const Record& record) {
    Flags shown = record.flags;
    shown.psh = false;
    std::string text = fmt::format("{:<8} seq {}", to_string(shown), record.seq);
    if (record.flags.ack) text += fmt::format(" ack {}", record.ack);
    if (record.length > 0) text += fmt::format(" len {}", record.length);
    return text;
}

std::string marks_of(const Record& record) {
    std::string text;
    for (const Mark mark : record.marks.list()) {
        if (mark == Mark::illegal) continue;  // said on a line of its own
        text += fmt::format("{}{}", text.empty() ? "  (" : ", ", to_string(mark));
    }
    return text.empty() ? text : text + ")";
}

std::string breach_lines(const Conversation& conversation, const Record& record) {
    std::string text;
    for (const Violation& violation : conversation.violations) {
        if (violation.segment != record.number) continue;
        const RuleText rule = text_of(violation.rule);
        text +=
            fmt::format("{:>15}^ {}: {} ({})\n", "", violation.detail, rule.sentence, rule.source);
    }
    return text;
}

std::string line(const Conversation& conversation, const Record& record, base::Instant origin) {
    const std::string breach = breach_lines(conversation, record);
    const bool right = record.from == Side::client;
    const std::string arrow =
        fmt::format("{} {:<38} {}", right ? "---" : "<--", numbers(record), right ? "-->" : "---");
    return fmt::format("{} {:>10.3f}  {:<12}  {}  {}{}\n{}", breach.empty() ? "  " : ">>",
                       milliseconds_since(origin, record.time), to_string(record.states.client),
                       arrow, to_string(record.states.server), marks_of(record), breach);
}

// Writes the notes up to a time, and remembers how far it came.
class Notes {
  public:
    Notes(std::vector<Note> notes, base::Instant origin)
        : notes_(std::move(notes)), origin_(origin) {
        const auto earlier = [](const Note& a, const Note& b) { return a.time < b.time; };
        std::stable_sort(notes_.begin(), notes_.end(), earlier);
    }

    std::string up_to(base::Instant time) {
        std::string text;
        for (; next_ < notes_.size() && notes_[next_].time <= time; ++next_) {
            text +=
                fmt::format("   {:>10.3f}  * {}\n", milliseconds_since(origin_, notes_[next_].time),
                            notes_[next_].text);
        }
        return text;
    }

  private:
    std::vector<Note> notes_;
    base::Instant origin_;
    size_t next_ = 0;
};

}  // namespace

std::string ladder(const Conversation& conversation, const std::vector<Note>& notes,
                   base::Instant origin) {
    Notes pending(notes, origin);
    std::string text = fmt::format("   {:>10}  client {} / server {}\n", "ms",
                                   to_string(conversation.ends.client.endpoint),
                                   to_string(conversation.ends.server.endpoint));
    for (const Record& record : conversation.head) {
        text += pending.up_to(record.time) + line(conversation, record, origin);
    }
    if (conversation.omitted > 0) {
        text += fmt::format("   {:>10}  {} segments left out\n", "...", conversation.omitted);
    }
    for (const Record& record : conversation.tail) {
        text += pending.up_to(record.time) + line(conversation, record, origin);
    }
    return text + pending.up_to(base::Instant::max());
}

}  // namespace echospec::wire
