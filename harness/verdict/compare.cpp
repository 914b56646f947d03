// SPDX-License-Identifier: Apache-2.0
#include "verdict/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.hpp"
#include "verdict/attempts.hpp"

namespace echospec::verdict {
namespace {

// How bad it is, among verdicts that say something of the target; nothing for the others.
std::optional<int> rank(const CaseResult& result) {
    switch (result.verdict) {
        case Verdict::pass:
            return 0;
        case Verdict::warn:
            return 1;
        case Verdict::fail:
            return 2;
        case Verdict::skip:
        case Verdict::inconclusive:
        case Verdict::error:
        case Verdict::not_run:
            return std::nullopt;
    }
    return std::nullopt;
}

Change change_of(const CaseResult& before, const CaseResult& after) {
    if (before.revision != after.revision) return Change::changed;
    const auto was = rank(before);
    const auto is = rank(after);
    if (was && is) return *was < *is ? Change::worse : *was > *is ? Change::better : Change::same;
    if (was) return Change::undecided;
    return is ? Change::decided : Change::same;
}

std::string verdict_text(const CaseResult& result) {
    return std::string(to_string(result.verdict)) + (is_flaky(result) ? " (flaky)" : "");
}

using Index = std::map<std::string, const CaseResult*>;

Index index_of(const RunResult& run) {
    Index index;
    for (const CaseResult& result : run.cases)
        index.emplace(full_name(result), &result);
    return index;
}

Difference difference_of(const std::string& name, const CaseResult* before,
                         const CaseResult* after) {
    Difference difference;
    difference.name = name;
    if (before != nullptr) difference.before = verdict_text(*before);
    if (after != nullptr) {
        difference.after = verdict_text(*after);
        difference.reason = after->reason;
    }
    difference.change = before == nullptr  ? Change::added
                        : after == nullptr ? Change::gone
                                           : change_of(*before, *after);
    difference.gates = difference.change == Change::worse && after->known.empty();
    return difference;
}

std::vector<Difference> all_differences(const RunResult& before, const RunResult& after) {
    const Index old = index_of(before);
    const Index now = index_of(after);
    const auto find = [](const Index& index, const std::string& name) {
        const auto found = index.find(name);
        return found == index.end() ? nullptr : found->second;
    };
    std::vector<Difference> all;
    for (const CaseResult& result : after.cases) {
        const std::string name = full_name(result);
        all.push_back(difference_of(name, find(old, name), &result));
    }
    for (const CaseResult& result : before.cases) {
        const std::string name = full_name(result);
        if (find(now, name) == nullptr) all.push_back(difference_of(name, &result, nullptr));
    }
    return all;
}

std::vector<std::string> notes_on(const RunResult& before, const RunResult& after) {
    std::vector<std::string> notes;
    const auto note = [&](std::string_view what, const std::string& old, const std::string& now) {
        if (old != now) notes.push_back(fmt::format("another {}: {}, was {}", what, now, old));
    };
    note("version of echospec", before.version, after.version);
    note("command", base::shell_quoted(before.target.command),
         base::shell_quoted(after.target.command));
    note("profile", before.target.profile, after.target.profile);
    note("isolation", before.environment.isolation, after.environment.isolation);
    note("kernel", before.environment.kernel, after.environment.kernel);
    return notes;
}

std::string counted(long count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

Exit exit_of(const Comparison& comparison) {
    const auto& all = comparison.differences;
    const auto regressions =
        std::count_if(all.begin(), all.end(), [](const Difference& one) { return one.gates; });
    if (regressions > 0) return {1, counted(regressions, "regression", "regressions")};
    if (comparison.compared == 0) return {3, "could not compare: no case is decided in both runs"};
    return {0, fmt::format("no regression in {}",
                           counted(comparison.compared, "case decided in both runs",
                                   "cases decided in both runs"))};
}

}  // namespace

std::string_view to_string(Change change) {
    switch (change) {
        case Change::same:
            return "same";
        case Change::worse:
            return "worse";
        case Change::better:
            return "better";
        case Change::undecided:
            return "undecided";
        case Change::decided:
            return "decided";
        case Change::changed:
            return "changed";
        case Change::added:
            return "new";
        case Change::gone:
            return "gone";
    }
    return "";
}

Comparison compare(const RunResult& before, const RunResult& after) {
    Comparison comparison;
    comparison.differences = all_differences(before, after);
    auto& all = comparison.differences;
    const Index old = index_of(before);
    for (const CaseResult& result : after.cases) {
        const auto was = old.find(full_name(result));
        comparison.compared += was != old.end() && rank(*was->second) && rank(result) ? 1 : 0;
    }
    const auto is_same = [](const Difference& one) { return one.change == Change::same; };
    comparison.same = static_cast<int>(std::count_if(all.begin(), all.end(), is_same));
    std::erase_if(all, is_same);
    std::stable_sort(all.begin(), all.end(),
                     [](const Difference& a, const Difference& b) { return a.change < b.change; });
    comparison.notes = notes_on(before, after);
    comparison.exit = exit_of(comparison);
    return comparison;
}

}  // namespace echospec::verdict
