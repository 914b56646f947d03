// SPDX-License-Identifier: Apache-2.0
#include "cli/grade.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <optional>

#include "base/files.hpp"
#include "capture/read_capture.hpp"
#include "reports/grade/json.hpp"
#include "reports/grade/text.hpp"
#include "wire/conversations.hpp"

namespace echospec::cli {
namespace {

namespace report = reports::grade;

// Enough of a ladder to see the opening, the end and what lies around a breach.
constexpr size_t kRecordsKept = 24;

std::optional<base::OutputFile> output(const std::string& path) {
    return path.empty() ? std::nullopt : std::optional<base::OutputFile>(path);
}

void write(std::optional<base::OutputFile>& file, const std::string& text) {
    if (file) file->write(text);
}

// Takes the frames of a capture, and tells each connection once it is final.
class Grader {
  public:
    explicit Grader(const GradeOptions& options)
        : ladders_(options.all_ladders ? report::Ladders::of_all : report::Ladders::of_illegal),
          conversations_(table_options(options)),
          text_(output(options.json == "-" ? "" : "-")),
          json_(output(options.json)) {
        write(json_, document_.begin(ECHOSPEC_VERSION, options.path));
    }

    void take(const wire::RawFrame& raw, uint64_t number) {
        const wire::Frame frame = wire::decode(raw);
        count(tally_, frame);
        if (const auto* segment = std::get_if<wire::Segment>(&frame)) {
            for (const auto& done : conversations_.add(*segment, number))
                tell(done);
        }
        if (const auto* error = std::get_if<wire::IcmpError>(&frame)) conversations_.add(*error);
    }

    void take_rest() {
        for (const auto& left : conversations_.finish())
            tell(left);
    }

    int end(const capture::CaptureSummary& summary) {
        tally_.cut_short = summary.cut_short;
        const wire::Ending ending = ending_of(tally_);
        write(text_, report::text_of(tally_, ending));
        return close(ending);
    }

    int end(const base::Diagnostics& mistakes) {
        fmt::print(stderr, "{}", base::render(mistakes));
        const wire::Ending ending{2, "the file is wrong"};
        write(text_, fmt::format("exit 2: {}\n", ending.reason));
        return close(ending);
    }

  private:
    static wire::TableOptions table_options(const GradeOptions& options) {
        wire::TableOptions table;
        table.fold.trust =
            options.complete ? wire::Trust::complete : wire::Trust::may_lack_segments;
        table.fold.head = table.fold.tail = kRecordsKept;
        return table;
    }

    void tell(const wire::Conversation& conversation) {
        const wire::Judgement judgement = judge(conversation);
        count(tally_, judgement.outcome);
        write(text_, report::text_of(conversation, judgement, ladders_));
        write(json_, document_.add(conversation, judgement));
    }

    int close(const wire::Ending& ending) {
        write(json_, document_.end(tally_, ending));
        if (text_) text_->finish();
        if (json_) json_->finish();
        return ending.code;
    }

    report::Ladders ladders_;
    wire::Conversations conversations_;
    wire::Tally tally_;
    report::JsonDocument document_;
    std::optional<base::OutputFile> text_;
    std::optional<base::OutputFile> json_;
};

}  // namespace

int grade(const GradeOptions& options) {
    Grader grader(options);
    const auto summary = capture::read_capture(
        options.path,
        [&](const wire::RawFrame& frame, uint64_t number) { grader.take(frame, number); });
    grader.take_rest();
    return summary ? grader.end(*summary) : grader.end(summary.error());
}

}  // namespace echospec::cli
