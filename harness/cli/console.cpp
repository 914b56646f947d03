// SPDX-License-Identifier: Apache-2.0
#include "cli/console.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

#include "cli/github_workflow.hpp"
#include "reports/shared/standing.hpp"

namespace echospec::cli {
namespace {

// What the baseline knows is told in a line.
bool deserves_telling(const verdict::CaseResult& result) {
    return reports::is_finding(result) && reports::standing_of(result) != reports::Standing::known;
}

size_t columns(std::FILE* stream) {
    winsize size{};
    if (::ioctl(::fileno(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
    return size.ws_col;
}

// https://no-color.org
bool wants_colour(std::FILE* stream) {
    const char* const refused = std::getenv("NO_COLOR");
    return ::isatty(::fileno(stream)) == 1 && (refused == nullptr || *refused == '\0');
}

}  // namespace

Console::Console(std::FILE* stream, Detail detail)
    : stream_(stream),
      detail_(detail),
      in_workflow_(in_github_workflow()),
      live_(::isatty(::fileno(stream)) == 1),
      colour_(wants_colour(stream) ? Colour::on : Colour::off) {}

void Console::planned(const verdict::RunResult& run) {
    if (detail_ == Detail::all) print(fmt::format("{} cases planned\n", run.cases.size()));
}

void Console::finished(const verdict::CaseResult& result, size_t done, size_t jobs) {
    const bool known = reports::standing_of(result) == reports::Standing::known;
    if (deserves_telling(result)) {
        print(tell_finding(result, colour_));
    } else if (detail_ == Detail::all && (known || !live_)) {
        print(tell_line(result, colour_));
    }
    if (live_) show_live_line(result, done, jobs);
}

void Console::print(const std::string& text) {
    clear_live_line();
    fmt::print(stream_, "{}", in_workflow_ ? without_commands(text) : text);
    std::fflush(stream_);
}

void Console::clear_live_line() {
    if (line_shown_) fmt::print(stream_, "\r\x1b[K");
    line_shown_ = false;
}

void Console::show_live_line(const verdict::CaseResult& result, size_t done, size_t jobs) {
    std::string line = fmt::format("[{}/{}] {}", done, jobs, verdict::full_name(result));
    line.resize(std::min(line.size(), columns(stream_) - 1));
    fmt::print(stream_, "\r\x1b[K{}", line);
    std::fflush(stream_);
    line_shown_ = done < jobs;
    if (!line_shown_) fmt::print(stream_, "\r\x1b[K");
}

}  // namespace echospec::cli
