// SPDX-License-Identifier: Apache-2.0
#include "reports/shared/finding.hpp"

#include <fmt/format.h>

#include "base/diagnostics.hpp"
#include "base/text.hpp"
#include "reports/shared/clean.hpp"
#include "reports/shared/ladder.hpp"

namespace echospec::reports {
namespace {

using verdict::CaseResult;

std::string without_last_line_feed(std::string text) {
    while (text.ends_with('\n'))
        text.pop_back();
    return text;
}

std::string block(std::string_view label, const std::string& text) {
    if (text.empty()) return "";
    const std::string body = without_last_line_feed(text);
    return fmt::format("{}:\n  {}\n", label, base::join(base::split(body, '\n'), "\n  "));
}

// Texts of several lines stand below their label, indented.
std::string labelled(std::string_view label, const std::string& text) {
    if (text.empty()) return "";
    const std::string body = without_last_line_feed(text);
    if (body.find('\n') == std::string::npos) return fmt::format("{}: {}\n", label, body);
    return block(label, body);
}

std::string listed(std::string_view label, const std::vector<std::string>& texts) {
    if (texts.empty()) return "";
    std::string text = fmt::format("{}:\n", label);
    for (const std::string& each : texts)
        text += "  - " + one_line(each) + "\n";
    return text;
}

std::string rule(const CaseResult& result) {
    std::string text = labelled("Rule", one_line(result.title));
    for (const std::string& source : result.sources)
        text += "  " + one_line(source) + "\n";
    return text;
}

std::string when(const verdict::StepRecord& step) {
    if (step.outcome == verdict::StepOutcome::not_reached) return "";
    return fmt::format("{:.1f} ms", step.at_milliseconds);
}

std::string line_of(const verdict::StepRecord& step) {
    std::string told = step.text;
    if (!step.observed.empty()) told += ": " + step.observed;
    if (!step.waited.empty()) told += " (" + step.waited + ")";
    return fmt::format("{:>3}. {:<11} {:>11}  {}", step.number, to_string(step.outcome), when(step),
                       one_line(told));
}

std::string attempts(const CaseResult& result) {
    std::string text;
    for (size_t i = 0; i < result.attempts.size(); ++i) {
        const verdict::Attempt& attempt = result.attempts[i];
        text += one_line(fmt::format("{:>3}. {:<12} {}", i + 1, to_string(attempt.verdict),
                                     attempt.reason)) +
                "\n";
    }
    return text;
}

// A reason names its step with all that it does, which is a paragraph where the step repeats
// others; the number leads there as well.
std::string brief_reason(const CaseResult& result) {
    static constexpr size_t kLongStep = 90;
    const std::string reason = one_line(result.reason);
    for (const verdict::StepRecord& step : result.steps) {
        const std::string name = fmt::format("step {}, {}: ", step.number, one_line(step.text));
        if (name.size() < kLongStep || !reason.starts_with(name)) continue;
        return fmt::format("step {}: {}", step.number, reason.substr(name.size()));
    }
    return reason;
}

}  // namespace

std::string headline(const CaseResult& result) {
    std::vector<std::string> parts;
    if (!result.known.empty()) parts.push_back("known: " + one_line(result.known));
    const std::string reason = brief_reason(result);
    if (!reason.empty()) parts.push_back(reason);
    if (!result.stale.empty()) parts.push_back(one_line(result.stale));
    if (!parts.empty()) return base::join(parts, "; ");
    if (result.expected.empty() && result.observed.empty()) {
        return std::string(to_string(result.verdict));
    }
    return one_line(fmt::format("expected {}, observed {}", result.expected, result.observed));
}

std::string timeline(const CaseResult& result) {
    std::string text;
    for (const verdict::StepRecord& step : result.steps)
        text += line_of(step) + "\n";
    return text;
}

std::string explanation(const CaseResult& result) {
    std::string text = headline(result) + "\n";
    const std::string place = one_line(base::to_string(result.position));
    if (!place.empty()) text += place + "\n";
    text += "\n" + rule(result);
    text += block("Attempts", attempts(result));
    text += labelled("Why it matters", result.why);
    text += labelled("Expected", result.expected);
    text += labelled("Observed", result.observed);
    text += labelled("Difference", result.difference);
    text += listed("Usual causes", result.causes);
    text += block("Steps", timeline(result));
    text += block("On the wire", ladders(result));
    text += labelled("The target afterwards", result.target_end);
    text += labelled("Its standard error", result.target_stderr);
    text += labelled("Repeat it with", one_line(result.repeat_command));
    return text;
}

}  // namespace echospec::reports
