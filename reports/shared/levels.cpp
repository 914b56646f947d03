// SPDX-License-Identifier: Apache-2.0
#include "reports/shared/levels.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "reports/shared/clean.hpp"

namespace echospec::reports {
namespace {

using verdict::CaseResult;
using verdict::Verdict;

constexpr std::array<std::string_view, 9> kOrder{"establish",  "exchange",     "half-close",
                                                 "close",      "abort",        "errors",
                                                 "robustness", "backpressure", "process"};

size_t rank(std::string_view name) {
    if (name == kStackGroup) return kOrder.size() + 1;
    return static_cast<size_t>(std::find(kOrder.begin(), kOrder.end(), name) - kOrder.begin());
}

bool did_run(Verdict verdict) {
    return verdict != Verdict::skip && verdict != Verdict::not_run;
}

Held& held_of(LevelGroup& group, std::string_view level) {
    if (level == "must") return group.must;
    return level == "should" ? group.should : group.other;
}

void add(LevelGroup& group, const CaseResult& result) {
    group.cases.push_back(&result);
    if (!did_run(result.verdict)) {
        ++group.untested;
        return;
    }
    Held& held = held_of(group, result.level);
    ++held.ran;
    if (result.verdict == Verdict::pass) ++held.held;
}

bool holds(const Held& held) {
    return held.held == held.ran;
}

bool is_undecided(const CaseResult* result) {
    return result->level == "must" &&
           (result->verdict == Verdict::inconclusive || result->verdict == Verdict::error);
}

Level level_of(const LevelGroup& group) {
    if (group.untested == group.cases.size()) return Level::untested;
    const auto undecided =
        static_cast<size_t>(std::count_if(group.cases.begin(), group.cases.end(), &is_undecided));
    if (group.must.held + undecided < group.must.ran) return Level::deviates;
    if (undecided > 0) return Level::undecided;
    if (!holds(group.should)) return Level::must;
    return holds(group.other) ? Level::all : Level::should;
}

}  // namespace

std::string_view to_string(Level level) {
    switch (level) {
        case Level::untested:
            return "not tested";
        case Level::deviates:
            return "deviates";
        case Level::undecided:
            return "undecided";
        case Level::must:
            return "MUST";
        case Level::should:
            return "MUST and SHOULD";
        case Level::all:
            return "all";
    }
    return "";
}

std::string level_group(const CaseResult& result) {
    if (result.duty == kStackGroup) return std::string(kStackGroup);
    const std::string name = one_line(result.group);
    return name.empty() ? "cases" : name;
}

std::vector<LevelGroup> levels_of(const verdict::RunResult& run) {
    std::vector<LevelGroup> groups;
    std::map<std::string, size_t> index;
    for (const CaseResult& result : run.cases) {
        const auto [found, added] = index.emplace(level_group(result), groups.size());
        if (added) groups.emplace_back().name = found->first;
        add(groups[found->second], result);
    }
    for (LevelGroup& group : groups)
        group.level = level_of(group);
    std::stable_sort(groups.begin(), groups.end(), [](const auto& one, const auto& other) {
        return rank(one.name) < rank(other.name);
    });
    return groups;
}

}  // namespace echospec::reports
