// SPDX-License-Identifier: Apache-2.0
#include "reports/html/ladder_svg.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "reports/shared/clean.hpp"
#include "reports/shared/html_text.hpp"
#include "reports/shared/standing.hpp"

namespace echospec::reports::html {
namespace {

using verdict::CaseResult;

// All in units of the picture, which is as wide as its column.
constexpr int kWidth = 760;
constexpr int kTester = 200;  // where the ends' lines stand
constexpr int kTarget = 600;
constexpr int kTop = 44;
constexpr int kSegment = 32;
constexpr int kNote = 24;
constexpr int kFall = 8;  // an arrow falls this much on its way
constexpr size_t kNoteLength = 88;
constexpr size_t kBreachLength = 105;

std::string words(int x, int y, std::string_view style, std::string_view text) {
    return fmt::format(R"(<text x="{}" y="{}" class="{}">{}</text>)", x, y, style, html_text(text));
}

std::string label(const wire::Rung& rung) {
    std::string text = fmt::format("{} seq {}", rung.flags, rung.seq);
    if (rung.ack) text += fmt::format(" ack {}", *rung.ack);
    if (rung.length > 0) text += fmt::format(" · {}", base::format_size(rung.length));
    if (!rung.marks.empty()) text += " (" + base::join(rung.marks, ", ") + ")";
    return text;
}

std::string failed_note(const CaseResult& result) {
    for (const verdict::StepRecord& step : result.steps) {
        if (step.outcome == verdict::StepOutcome::failed) return note_of(step).text;
    }
    return "";
}

// Draws downwards, and knows how far it came.
class Drawing {
  public:
    explicit Drawing(const CaseResult& result)
        : failed_note_(failed_note(result)), is_finding_(is_finding(result)) {}

    void note(const wire::Note& note) {
        y_ = std::max(y_, bottom_) + kNote;
        body_ += words(8, y_, "lt", fmt::format("{:.2f}", note.milliseconds));
        const bool failed = note.text == failed_note_;
        body_ += words(64, y_, failed ? "ln bad" : "ln",
                       (failed ? "✗ " : "") + shortened(one_line(note.text), kNoteLength));
    }

    void left_out(uint64_t count) {
        y_ += kNote;
        body_ += words((kTester + kTarget) / 2, y_, "lm",
                       fmt::format("… {} segments left out …", count));
    }

    void rung(const wire::Rung& rung) {
        y_ += kSegment;
        const bool bad = is_bad(rung);
        const int from = rung.from_left ? kTester : kTarget;
        const int to = rung.from_left ? kTarget - 7 : kTester + 7;
        body_ += words(8, y_, "lt", fmt::format("{:.2f}", rung.milliseconds));
        body_ += words((kTester + kTarget) / 2, y_ - 2, bad ? "lm bad" : "lm", label(rung));
        body_ += fmt::format(
            R"svg(<line x1="{}" y1="{}" x2="{}" y2="{}" class="{}" marker-end="url(#{})"/>)svg",
            from, y_, to, y_ + kFall, bad ? "la bad" : "la", bad ? "arrow-bad" : "arrow");
        states(rung);
        for (const std::string& breach : rung.breaches) {
            y_ += kNote;
            body_ += words(64, y_ + kFall, "ln bad", shortened(one_line(breach), kBreachLength));
        }
        bottom_ = y_ + kFall;
    }

    std::string finish(const Lane& lane) const {
        const int height = std::max(y_, bottom_) + 24;
        const auto& ends = lane.conversation;
        std::string svg =
            fmt::format(R"(<svg class="ladder" viewBox="0 0 {} {}" role="img" aria-label="{}">)",
                        kWidth, height, html_text(summary_of(ends)));
        for (const auto& [x, name, endpoint] :
             {std::tuple{kTester, "tester", ends.tester}, {kTarget, "target", ends.target}}) {
            svg += words(x, 16, "le", name) + words(x, 32, "lm", one_line(endpoint));
            svg += fmt::format(R"(<line x1="{0}" y1="{1}" x2="{0}" y2="{2}" class="ll"/>)", x,
                               kTop - 4, height - 8);
        }
        return svg + body_ + "</svg>";
    }

  private:
    bool is_bad(const wire::Rung& rung) const {
        const bool reset = rung.flags.find("RST") != std::string::npos;
        return !rung.breaches.empty() || (is_finding_ && reset && !rung.from_left);
    }

    // Only where they change: who sends is in its new state at once, who receives when it arrives.
    void states(const wire::Rung& rung) {
        if (rung.left_state != left_) {
            left_ = rung.left_state;
            body_ += words(kTester - 10, y_ + (rung.from_left ? 4 : kFall + 4), "ls left", left_);
        }
        if (rung.right_state != right_) {
            right_ = rung.right_state;
            body_ += words(kTarget + 10, y_ + (rung.from_left ? kFall + 4 : 4), "ls", right_);
        }
    }

    std::string failed_note_;  // empty if no step failed
    bool is_finding_;
    std::string body_;
    std::string left_, right_;
    int y_ = kTop;
    int bottom_ = kTop;
};

}  // namespace

std::string ladder_svg(const Lane& lane, const CaseResult& result) {
    Drawing drawing(result);
    const std::vector<wire::Note> notes = notes_of(result);
    size_t next = 0;
    for (const wire::Rung& rung : lane.rungs) {
        if (rung.left_out_before > 0) drawing.left_out(rung.left_out_before);
        for (; next < notes.size() && notes[next].milliseconds <= rung.milliseconds; ++next)
            drawing.note(notes[next]);
        drawing.rung(rung);
    }
    for (; next < notes.size(); ++next)
        drawing.note(notes[next]);
    return drawing.finish(lane);
}

}  // namespace echospec::reports::html
