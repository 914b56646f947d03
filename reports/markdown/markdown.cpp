// SPDX-License-Identifier: Apache-2.0
#include "reports/markdown/markdown.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reports/markdown/escape.hpp"
#include "reports/shared/clean.hpp"
#include "reports/shared/finding.hpp"
#include "reports/shared/groups.hpp"
#include "reports/shared/html_text.hpp"
#include "reports/shared/standing.hpp"

namespace echospec::reports::markdown {
namespace {

using verdict::CaseResult;
using verdict::RunResult;
using verdict::Verdict;

constexpr size_t kTextLimit = 400;      // bytes of one text in the head or in a heading
constexpr size_t kFindingLimit = 8192;  // bytes of one finding's explanation
constexpr size_t kMostRows = 40;        // of a table in the head

std::string counts_row(const std::string& name, const verdict::Summary& summary) {
    std::string row = "| " + name + " |";
    for (const auto& [verdict, count] : summary) {
        row += count == 0 ? " · |" : fmt::format(" {} |", count);
    }
    return row + "\n";
}

std::string counts_table(const RunResult& run) {
    const std::vector<Group> groups = groups_of(run);
    std::string table = "| group |";
    std::string rule = "| --- |";
    for (const auto& [verdict, count] : verdict::summarize({})) {
        table += fmt::format(" {} |", to_string(verdict));
        rule += " ---: |";
    }
    table += "\n" + rule + "\n";
    const size_t shown = std::min(groups.size(), kMostRows);
    for (size_t i = 0; i < shown; ++i) {
        table += counts_row(escape(cut(groups[i].folder, kTextLimit)), summarize(groups[i]));
    }
    return table + counts_row("**all**", verdict::summarize(run.cases)) + "\n";
}

std::string facts(const RunResult& run) {
    std::string line = code(cut(target_line(run), kTextLimit));
    for (const std::string& fact :
         {run.target.role, run.target.profile, run.target.endpoint, run.environment.isolation}) {
        if (!fact.empty()) line += " · " + escape(cut(fact, kTextLimit));
    }
    if (!shard_of(run).empty()) line += " · shard " + shard_of(run);
    return line + fmt::format(" · seed {} · echospec {}\n\n", run.seed,
                              escape(cut(run.version, kTextLimit)));
}

std::string head(const RunResult& run) {
    std::string text = fmt::format("## echospec: the target {}\n\n", conclusion(run));
    text += facts(run);
    const std::string reason = escape(cut(run.exit_reason, kTextLimit));
    if (!reason.empty()) text += fmt::format("Exit {}: {}\n\n", run.exit_code, reason);
    const size_t shown = std::min<size_t>(run.hints.size(), 5);
    for (size_t i = 0; i < shown; ++i) {
        text += "> " + escape(cut(run.hints[i], kTextLimit)) + "\n\n";
    }
    return text + counts_table(run);
}

std::string finding(const CaseResult& result) {
    return fmt::format(
        "<details><summary><b>{}</b> <code>{}</code>: {}</summary>\n\n{}\n</details>\n\n",
        label(result), html_text(cut(one_line(full_name(result)), kTextLimit)),
        html_text(cut(headline(result), kTextLimit)),
        block(cut(explanation(result), kFindingLimit)));
}

// What makes the run fail first, so that it is not what the limit cuts off.
std::vector<const CaseResult*> findings_of(const RunResult& run) {
    std::vector<const CaseResult*> all;
    for (const CaseResult& result : run.cases) {
        if (is_finding(result)) all.push_back(&result);
    }
    std::stable_partition(all.begin(), all.end(),
                          [](const CaseResult* result) { return result->gates; });
    return all;
}

std::string findings(const RunResult& run, size_t limit) {
    std::string text;
    size_t hidden = 0;
    for (const CaseResult* const result : findings_of(run)) {
        const std::string next = finding(*result);
        const bool fits = hidden == 0 && text.size() + next.size() <= limit;
        if (fits) text += next;
        if (!fits) ++hidden;
    }
    if (hidden > 0) text += fmt::format("{} more are in the results file.\n\n", hidden);
    return text.empty() ? "" : "### Findings\n\n" + text;
}

std::string what_was_not_tested(const RunResult& run) {
    const std::vector<Untested> reasons = untested(run);
    if (reasons.empty()) return "";
    std::string text = "### Not tested\n\n| cases | why |\n| ---: | --- |\n";
    const size_t shown = std::min(reasons.size(), kMostRows);
    for (size_t i = 0; i < shown; ++i) {
        text += fmt::format("| {} | {} |\n", reasons[i].cases.size(),
                            escape(cut(reasons[i].reason, kTextLimit)));
    }
    if (shown < reasons.size())
        text += fmt::format("| | {} more reasons |\n", reasons.size() - shown);
    return text + "\n";
}

}  // namespace

std::string render(const RunResult& run, size_t limit) {
    const RunResult cleaned = clean(run);
    const std::string before = head(cleaned);
    const std::string after = what_was_not_tested(cleaned);
    const size_t used = before.size() + after.size();
    return before + findings(cleaned, limit - std::min(limit, used)) + after;
}

}  // namespace echospec::reports::markdown
