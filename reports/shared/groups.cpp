// SPDX-License-Identifier: Apache-2.0
#include "reports/shared/groups.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "reports/shared/clean.hpp"
#include "reports/shared/finding.hpp"
#include "reports/shared/standing.hpp"

namespace echospec::reports {

using verdict::CaseResult;
using verdict::RunResult;
using verdict::Verdict;

namespace {

std::string folder_of(const CaseResult& result) {
    const size_t slash = result.id.rfind('/');
    const std::string folder = one_line(result.id.substr(0, slash));
    return slash == std::string::npos || folder.empty() ? "cases" : folder;
}

}  // namespace

std::vector<Group> by_folder(const std::vector<const CaseResult*>& cases) {
    std::vector<Group> groups;
    std::map<std::string, size_t> index;
    for (const CaseResult* const result : cases) {
        const auto [found, added] = index.emplace(folder_of(*result), groups.size());
        if (added) groups.push_back({found->first, {}});
        groups[found->second].cases.push_back(result);
    }
    return groups;
}

std::vector<Group> groups_of(const RunResult& run) {
    std::vector<const CaseResult*> all;
    for (const CaseResult& result : run.cases)
        all.push_back(&result);
    return by_folder(all);
}

verdict::Summary summarize(const Group& group) {
    verdict::Summary summary = verdict::summarize({});
    for (const CaseResult* result : group.cases)
        ++summary[result->verdict];
    return summary;
}

std::string conclusion(const RunResult& run) {
    if (run.interrupted || run.exit_code > 128) return "was interrupted";
    if (run.exit_code == 1) return "deviates";
    if (run.exit_code == 4) return "is inconclusive";
    if (run.exit_code != 0) return "was not fully tested";
    const auto any = [&](Standing standing) {
        return std::any_of(run.cases.begin(), run.cases.end(), [&](const CaseResult& result) {
            return standing_of(result) == standing;
        });
    };
    if (any(Standing::known)) return "conforms, but for known deviations";
    return any(Standing::warned) ? "conforms, with warnings" : "conforms";
}

std::string target_line(const RunResult& run) {
    if (run.target.command.empty()) return one_line(run.target.endpoint);
    return one_line(base::shell_quoted(run.target.command));
}

std::string shard_of(const RunResult& run) {
    const verdict::PlanInfo& plan = run.plan;
    if (plan.shards <= 1) return "";
    return fmt::format("{}/{} of {} cases", plan.shard, plan.shards, plan.cases);
}

std::vector<Untested> untested(const RunResult& run) {
    std::vector<Untested> reasons;
    std::map<std::string, size_t> index;
    for (const CaseResult& result : run.cases) {
        if (result.verdict != Verdict::skip && result.verdict != Verdict::not_run) continue;
        const bool skipped = result.verdict == Verdict::skip;
        const std::string reason = (skipped ? "" : "not run: ") + headline(result);
        const auto [found, added] = index.emplace(reason, reasons.size());
        if (added) reasons.push_back({reason, {}});
        reasons[found->second].cases.push_back(&result);
    }
    return reasons;
}

}  // namespace echospec::reports
