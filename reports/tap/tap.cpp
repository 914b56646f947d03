// SPDX-License-Identifier: Apache-2.0
#include "reports/tap/tap.hpp"

#include <fmt/format.h>

#include <string_view>

#include "reports/shared/budget.hpp"
#include "reports/shared/clean.hpp"
#include "reports/shared/finding.hpp"
#include "reports/shared/standing.hpp"
#include "reports/shared/yaml.hpp"

namespace echospec::reports::tap {
namespace {

using verdict::CaseResult;
using verdict::RunResult;
using verdict::Verdict;

constexpr size_t kTextLimit = 16U << 10;

// `#` would begin a directive, a backslash an escape.
std::string escape(std::string_view text) {
    std::string escaped;
    for (const char c : one_line(text)) {
        if (c == '#' || c == '\\') escaped += '\\';
        escaped += c;
    }
    return escaped;
}

std::string_view outcome(const CaseResult& result) {
    switch (standing_of(result)) {
        case Standing::passed:
        case Standing::warned:
        case Standing::skipped:
            return "ok";
        case Standing::known:
        case Standing::failed:
        case Standing::undecided:
            return "not ok";
    }
    return "not ok";
}

std::string directive(const CaseResult& result) {
    const std::string reason = escape(headline(result));
    if (result.verdict == Verdict::skip) return " # SKIP " + reason;
    if (result.verdict == Verdict::not_run) return " # SKIP not run: " + reason;
    return standing_of(result) == Standing::known ? " # TODO " + reason : "";
}

// Each text has at most `limit` bytes.
std::string block(const CaseResult& result, size_t limit) {
    const auto entry = [&](std::string_view key, const std::string& value) {
        return value.empty() ? "" : fmt::format("  {}: {}\n", key, yaml_text(cut(value, limit)));
    };
    std::string text = "  ---\n";
    text += entry("message", headline(result));
    text += entry("severity", label(result));
    text += entry("level", result.level);
    text += entry("rule", result.title);
    text += entry("wanted", result.expected);
    text += entry("found", result.observed);
    text += entry("at", base::to_string(result.position));
    text += entry("steps", timeline(result));
    text += entry("stderr", result.target_stderr);
    text += entry("repeat", result.repeat_command);
    return text + "  ...\n";
}

std::string line(size_t number, const CaseResult& result) {
    return fmt::format("{} {} - {}{}\n", outcome(result), number, escape(full_name(result)),
                       directive(result));
}

}  // namespace

std::string render(const RunResult& run) {
    const RunResult cleaned = clean(run);
    std::string text = fmt::format("TAP version 14\n1..{}", cleaned.cases.size());
    text += cleaned.cases.empty() ? " # SKIP nothing was planned\n" : "\n";
    const size_t limit = share_of_finding(cleaned, kTextLimit);
    for (size_t i = 0; i < cleaned.cases.size(); ++i) {
        text += line(i + 1, cleaned.cases[i]);
        if (is_finding(cleaned.cases[i])) text += block(cleaned.cases[i], limit);
    }
    const std::string how = cleaned.interrupted ? "interrupted: " : "";
    if (cleaned.interrupted || fails_beyond_its_cases(cleaned))
        text += "Bail out! " + escape(how + cleaned.exit_reason) + "\n";
    return text;
}

}  // namespace echospec::reports::tap
