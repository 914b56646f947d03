// SPDX-License-Identifier: Apache-2.0
#include "cli/grade.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <memory>

#include "base/error.hpp"
#include "capture/read_capture.hpp"
#include "reports/grade/json.hpp"
#include "reports/grade/text.hpp"
#include "wire/conversations.hpp"

namespace echospec::cli {
namespace {

namespace report = reports::grade;

// Enough of a ladder to see the opening, the end and what lies around a breach.
constexpr size_t kRecordsKept = 24;

// A file that appears under its name only once it is whole; "-" is standard output, "" nowhere.
class Output {
  public:
    explicit Output(std::string path) : path_(std::move(path)) {
        if (path_.empty() || path_ == "-") return;
        file_.reset(std::fopen(part().c_str(), "wb"));
        if (!file_) base::throw_errno("create " + part(), errno);
    }

    void write(const std::string& text) {
        std::FILE* const to = path_ == "-" ? stdout : file_.get();
        if (to == nullptr) return;
        if (std::fwrite(text.data(), 1, text.size(), to) != text.size()) {
            base::throw_errno("write " + path_, errno);
        }
    }

    void finish() {
        if (path_ == "-" && std::fflush(stdout) != 0) base::throw_errno("write output", errno);
        if (!file_) return;
        if (std::fclose(file_.release()) != 0) base::throw_errno("write " + path_, errno);
        if (std::rename(part().c_str(), path_.c_str()) != 0) {
            base::throw_errno("rename to " + path_, errno);
        }
    }

  private:
    struct Closer {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };

    std::string part() const { return path_ + ".part"; }

    std::string path_;
    std::unique_ptr<std::FILE, Closer> file_;
};

// Takes the frames of a capture, and tells each connection once it is final.
class Grader {
  public:
    explicit Grader(const GradeOptions& options)
        : ladders_(options.all_ladders ? report::Ladders::of_all : report::Ladders::of_illegal),
          conversations_(table_options(options)),
          text_(options.json == "-" ? "" : "-"),
          json_(options.json) {
        json_.write(document_.begin(ECHOSPEC_VERSION, options.path));
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
        text_.write(report::text_of(tally_, ending));
        return close(ending);
    }

    int end(const base::Diagnostics& mistakes) {
        fmt::print(stderr, "{}", base::render(mistakes));
        const wire::Ending ending{2, "the file is wrong"};
        text_.write(fmt::format("exit 2: {}\n", ending.reason));
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
        text_.write(report::text_of(conversation, judgement, ladders_));
        json_.write(document_.add(conversation, judgement));
    }

    int close(const wire::Ending& ending) {
        json_.write(document_.end(tally_, ending));
        text_.finish();
        json_.finish();
        return ending.code;
    }

    report::Ladders ladders_;
    wire::Conversations conversations_;
    wire::Tally tally_;
    report::JsonDocument document_;
    Output text_;
    Output json_;
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
