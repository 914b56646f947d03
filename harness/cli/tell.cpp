// SPDX-License-Identifier: Apache-2.0
#include "cli/tell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/text.hpp"
#include "reports/shared/ladder.hpp"
#include "reports/shared/standing.hpp"
#include "verdict/attempts.hpp"

namespace echospec::cli {
namespace {

using verdict::CaseResult;
using verdict::StepOutcome;
using verdict::StepRecord;
using verdict::Verdict;

constexpr size_t kLabel = 10;
constexpr size_t kWidth = 100;
constexpr size_t kShownStderr = 1500;

std::string paint(std::string_view text, std::string_view code, Colour colour) {
    if (colour == Colour::off) return std::string(text);
    return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

std::string_view code_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::pass:
            return "32";
        case Verdict::fail:
        case Verdict::error:
            return "1;31";
        case Verdict::warn:
        case Verdict::inconclusive:
            return "33";
        case Verdict::skip:
        case Verdict::not_run:
            return "2";
    }
    return "0";
}

// Words put on lines of at most kWidth columns, each after the first indented; the blanks that the
// text begins with stay.
std::string wrapped(std::string_view text, size_t indent) {
    std::string lines;
    std::string line(std::min(text.find_first_not_of(' '), text.size()), ' ');
    bool has_word = false;
    for (const std::string& word : base::split(text.substr(line.size()), ' ')) {
        if (has_word && indent + line.size() + 1 + word.size() > kWidth) {
            lines += line + "\n" + std::string(indent, ' ');
            line.clear();
            has_word = false;
        }
        line += has_word ? " " + word : word;
        has_word = true;
    }
    return lines + line;
}

// "  expected  text", further lines of the text below it.
std::string field(std::string_view label, std::string_view text) {
    std::string result = fmt::format("  {:{}}", label, kLabel);
    bool first = true;
    for (const std::string& line : base::split(text, '\n')) {
        if (!first) result += "\n" + std::string(kLabel + 2, ' ');
        result += wrapped(line, kLabel + 2);
        first = false;
    }
    return result + "\n";
}

std::string trimmed(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
        text.pop_back();
    return text;
}

std::string mark(StepOutcome outcome) {
    switch (outcome) {
        case StepOutcome::done:
            return "  ";
        case StepOutcome::failed:
            return "> ";
        case StepOutcome::not_reached:
            return "  ";
    }
    return "";
}

std::string step_line(const StepRecord& step) {
    std::string line = fmt::format("{}{:2}  {}", mark(step.outcome), step.number, step.text);
    if (step.outcome == StepOutcome::not_reached) return line + "  (not reached)";
    if (!step.observed.empty()) line += ": " + step.observed;
    line += fmt::format("  [at {:.1f} ms", step.at_milliseconds);
    if (!step.waited.empty()) line += ", " + step.waited;
    return line + "]";
}

std::string steps_text(const CaseResult& result) {
    std::string text;
    for (const StepRecord& step : result.steps) {
        text += step_line(step);
        if (step.outcome == StepOutcome::failed) {
            text += fmt::format("\n      {}", base::to_string(step.position));
        }
        text += "\n";
    }
    return trimmed(text);
}

std::string bullets(const std::vector<std::string>& sentences) {
    std::string text;
    for (const std::string& sentence : sentences)
        text += "- " + sentence + "\n";
    return trimmed(text);
}

// The last lines, or where there is but a long one, the end of it.
std::string tail(const std::string& text) {
    if (text.size() <= kShownStderr) return trimmed(text);
    const size_t line_end = text.find('\n', text.size() - kShownStderr);
    size_t start = line_end + 1;
    if (line_end == std::string::npos || trimmed(text.substr(start)).empty()) {
        start = text.size() - kShownStderr;
        while (start < text.size() && (static_cast<unsigned char>(text[start]) & 0xC0U) == 0x80U)
            ++start;  // within a character
    }
    return "…\n" + trimmed(text.substr(start));
}

void add_evidence(std::string& text, const CaseResult& result) {
    if (!result.expected.empty()) text += field("expected", result.expected);
    if (!result.observed.empty()) text += field("observed", result.observed);
    // Hex windows keep their columns: they are not wrapped.
    for (const std::string& line : base::split(trimmed(result.difference), '\n')) {
        if (!line.empty()) text += std::string(kLabel + 2, ' ') + line + "\n";
    }
}

// Their columns stay too.
void add_ladders(std::string& text, const CaseResult& result) {
    bool first = true;
    for (const std::string& line : base::split(trimmed(reports::ladders(result)), '\n')) {
        if (line.empty()) continue;
        const bool is_segment = line[0] == ' ' || line[0] == '>';
        text += fmt::format("  {:{}}{}\n", std::exchange(first, false) ? "wire" : "", kLabel,
                            is_segment ? line : wrapped(line, kLabel + 2));
    }
}

std::string first_line(const std::string& text) {
    return text.substr(0, text.find('\n'));
}

std::string attempts_of(const CaseResult& result) {
    std::vector<std::string> verdicts;
    for (const verdict::Attempt& attempt : result.attempts)
        verdicts.emplace_back(to_string(attempt.verdict));
    return fmt::format("{}: {}", verdict::attempts_text(result), base::join(verdicts, ", "));
}

// A pass that should not be one has the colour of a failure.
Verdict standing_verdict(const CaseResult& result) {
    return reports::standing_of(result) == reports::Standing::failed ? Verdict::fail
                                                                     : result.verdict;
}

std::string rule_of(const CaseResult& result) {
    return fmt::format("{} ({}'s duty): {}", result.level, result.duty,
                       base::join(result.requirements, ", "));
}

// group → verdict → count, groups in plan order.
std::string groups_text(const verdict::RunResult& run) {
    std::vector<std::string> order;
    std::map<std::string, std::vector<CaseResult>> groups;
    for (const CaseResult& result : run.cases) {
        if (!groups.contains(result.group)) order.push_back(result.group);
        groups[result.group].push_back(result);
    }
    std::string text;
    for (const std::string& group : order) {
        std::vector<std::string> parts;
        for (const auto& [verdict, count] : verdict::summarize(groups[group])) {
            if (count > 0)
                parts.push_back(fmt::format("{} {}", count, verdict::to_string(verdict)));
        }
        text += fmt::format("  {:14}{}\n", group, base::join(parts, ", "));
    }
    return text;
}

std::string counts_text(const verdict::RunResult& run) {
    std::vector<std::string> parts;
    for (const auto& [verdict, count] : verdict::summarize(run.cases)) {
        parts.push_back(fmt::format("{} {}", count, verdict::to_string(verdict)));
    }
    return base::join(parts, ", ");
}

}  // namespace

std::string tell_line(const CaseResult& result, Colour colour) {
    std::string line = fmt::format(
        "{} {}",
        paint(fmt::format("{:12}", reports::label(result)), code_of(result.verdict), colour),
        verdict::full_name(result));
    const bool ran = result.verdict != Verdict::skip && result.verdict != Verdict::not_run;
    if (ran) line += fmt::format("  {:.1f} ms", result.milliseconds);
    const std::string attempts = verdict::attempts_text(result);
    if (!attempts.empty()) line += "  " + attempts;
    if (!result.known.empty()) line += "  known: " + first_line(result.known) + ";";
    const std::string reason = first_line(result.reason);
    if (!reason.empty()) line += "  " + reason;
    return line + "\n";
}

std::string tell_finding(const CaseResult& result, Colour colour) {
    std::string text = fmt::format(
        "\n{} {}\n", paint(reports::label(result), code_of(standing_verdict(result)), colour),
        paint(verdict::full_name(result), "1", colour));
    text += field("rule", result.title);
    text += field("level", rule_of(result));
    for (const std::string& source : result.sources)
        text += field("source", source);
    if (!result.stale.empty()) text += field("baseline", result.stale);
    if (!result.attempts.empty()) text += field("attempts", attempts_of(result));
    if (result.expected.empty() && !result.reason.empty()) text += field("reason", result.reason);
    add_evidence(text, result);
    if (!result.steps.empty()) text += field("steps", steps_text(result));
    add_ladders(text, result);
    if (!result.causes.empty()) text += field("usually", bullets(result.causes));
    if (!result.target_end.empty()) text += field("target", result.target_end);
    if (!result.target_stderr.empty()) text += field("stderr", tail(result.target_stderr));
    for (const std::string& path : result.artifacts)
        text += field("kept", path);
    text += "  repeat    " + result.repeat_command + "\n";
    return text;
}

std::string tell_end(const verdict::RunResult& run, Colour colour) {
    std::string text = "\n" + groups_text(run);
    for (const std::string& hint : run.hints)
        text += "\nseen besides: " + hint + "\n";
    text += fmt::format("\n{} cases in {:.2f} s: {}\n", run.cases.size(), run.milliseconds / 1000,
                        counts_text(run));
    const std::string_view code = run.exit_code == 0 ? "32" : "1;31";
    text += paint(fmt::format("exit {}: {}", run.exit_code, run.exit_reason), code, colour) + "\n";
    return text;
}

}  // namespace echospec::cli
