// SPDX-License-Identifier: Apache-2.0
#include "verdict/update_baseline.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "verdict/attempts.hpp"
#include "verdict/gating.hpp"

namespace echospec::verdict {
namespace {

constexpr std::string_view kHead =
    "# Known deviations, for `echospec run --baseline`: each is told and does not make the run\n"
    "# fail. Write down why each is accepted; `link` and `expires: 2027-01-31` are optional.\n";

bool is_deviation(const CaseResult& result) {
    return result.verdict == Verdict::fail || result.verdict == Verdict::warn ||
           result.verdict == Verdict::inconclusive;
}

BaselineEntry entry_of(const CaseResult& result) {
    BaselineEntry entry;
    entry.pattern = result.id;
    entry.parameters = result.parameters;
    if (!is_flaky(result)) entry.expect = result.verdict;
    entry.reason = fmt::format("not explained yet; seen: {}",
                               result.reason.substr(0, result.reason.find('\n')));
    return entry;
}

// A list may be indented; what is put behind it stands below it.
std::string indented(const std::string& text, const Baseline& entries) {
    const int column = entries.empty() ? 1 : entries.front().position.column;
    const std::string blanks(static_cast<size_t>(std::max(0, column - 3)), ' ');
    std::string result;
    for (const std::string& line : base::split(text, '\n'))
        result += line.empty() ? "" : blanks + line + "\n";
    return result;
}

}  // namespace

BaselineUpdate update_baseline(const std::string& text, const Baseline& entries,
                               const RunResult& run, const std::string& today) {
    BaselineUpdate update;
    std::string added;
    for (CaseResult result : run.cases) {
        settle(result, {run.gate, entries, today});
        if (!result.stale.empty()) {
            update.stale.push_back(full_name(result) + ": " + result.stale);
        } else if (result.gates && is_deviation(result)) {
            added += to_yaml(entry_of(result));
            ++update.added;
        }
    }
    update.text = text.empty() ? std::string(kHead) : text;
    if (!update.text.ends_with('\n')) update.text += '\n';
    update.text += indented(added, entries);
    return update;
}

}  // namespace echospec::verdict
