// SPDX-License-Identifier: Apache-2.0
#include "reports/html/groups_view.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "reports/html/tone.hpp"
#include "reports/shared/clean.hpp"
#include "reports/shared/groups.hpp"
#include "reports/shared/levels.hpp"

namespace echospec::reports::html {
namespace {

using verdict::CaseResult;
using verdict::RunResult;
using verdict::Verdict;

constexpr size_t kAllSquares = 300;   // in a folder with more, those that passed are only counted
constexpr size_t kMostSquares = 600;  // of those that did not

std::string anchor_of(const std::string& group, const Anchors& anchors) {
    return anchors.prefix() + slug("group", group);
}

void add_held(std::vector<std::string>& parts, const char* name, const Held& held) {
    if (held.ran > 0) parts.push_back(fmt::format("{} {} of {}", name, held.held, held.ran));
}

// "MUST 12 of 14 · SHOULD 2 of 2 · 3 not tested"
std::string held(const LevelGroup& group) {
    std::vector<std::string> parts;
    add_held(parts, "MUST", group.must);
    add_held(parts, "SHOULD", group.should);
    add_held(parts, "good practice", group.other);
    if (group.untested > 0 && group.level != Level::untested)
        parts.push_back(fmt::format("{} not tested", group.untested));
    return base::join(parts, " · ");
}

// "12 of 14": what held, of all that ran.
std::string in_numbers(const LevelGroup& group) {
    const size_t held = group.must.held + group.should.held + group.other.held;
    const size_t ran = group.must.ran + group.should.ran + group.other.ran;
    return ran == 0 ? "" : fmt::format("{} of {}", held, ran);
}

// Nobody shall take for whole what was tested in part, nor a level for reached that no case has.
std::string words(const LevelGroup& group) {
    const bool must = group.must.ran > 0;
    const bool should = group.should.ran > 0;
    if (group.level == Level::all && group.untested > 0) return "all that ran";
    if (group.level == Level::must && !must) return "less than SHOULD";
    if (group.level == Level::should && !must && !should) return "less than good practice";
    if (group.level == Level::should && !(must && should)) return must ? "MUST" : "SHOULD";
    return std::string(to_string(group.level));
}

// The places of the cases in the run, since groups hold pointers into it.
size_t index_of(const RunResult& run, const CaseResult* result) {
    return static_cast<size_t>(result - run.cases.data());
}

Data square_data(const RunResult& run, const CaseResult* result, const Anchors& anchors) {
    Data data("verdict", std::string(to_string(result->verdict)));
    put(data, "name", one_line(full_name(*result)));
    put(data, "case_anchor", anchors.of_case(index_of(run, result)));
    put(data, "mark", mark(result->verdict));
    return data;
}

Data folder_data(const RunResult& run, const Group& folder, const Anchors& anchors) {
    const bool count_passed = folder.cases.size() > kAllSquares;
    size_t shown = 0;
    size_t passed = 0;
    size_t unshown = 0;
    Data squares = empty_list();
    for (const CaseResult* result : folder.cases) {
        if (count_passed && result->verdict == Verdict::pass) {
            ++passed;
        } else if (++shown <= kMostSquares) {
            squares << square_data(run, result, anchors);
        } else {
            ++unshown;
        }
    }
    Data data("folder", folder.folder);
    data["squares"] = std::move(squares);
    if (passed > 0) put(data, "passed", std::to_string(passed));
    if (unshown > 0) put(data, "unshown", std::to_string(unshown));
    return data;
}

Data row_data(const RunResult& run, const LevelGroup& group, const Anchors& anchors) {
    Data data("group", group.name);
    put(data, "anchor", anchor_of(group.name, anchors));
    put(data, "level_words", words(group));
    put(data, "level_tone", tone_of(group.level));
    put(data, "held", held(group));
    Data folders = empty_list();
    for (const Group& folder : by_folder(group.cases))
        folders << folder_data(run, folder, anchors);
    data["folders"] = std::move(folders);
    return data;
}

Data body_data(Data rows, const char* about) {
    Data data(about, Data(true));
    data["rows"] = std::move(rows);
    return data;
}

}  // namespace

void put_groups(Data& target, const RunResult& run, const Anchors& anchors) {
    Data own = empty_list();
    Data stack = empty_list();
    for (const LevelGroup& group : levels_of(run))
        (group.name == kStackGroup ? stack : own) << row_data(run, group, anchors);
    Data bodies = empty_list();
    if (own.is_non_empty_list()) bodies << body_data(std::move(own), "about_target");
    if (stack.is_non_empty_list()) bodies << body_data(std::move(stack), "about_stack");
    target["bodies"] = std::move(bodies);
}

std::vector<std::string> group_names(const std::vector<RunResult>& runs) {
    RunResult all;
    for (const RunResult& run : runs) {
        for (const CaseResult& result : run.cases) {
            CaseResult& one = all.cases.emplace_back();
            one.group = result.group;
            one.duty = result.duty;
        }
    }
    std::vector<std::string> names;
    for (const LevelGroup& group : levels_of(all))
        names.push_back(group.name);
    return names;
}

Data cells_data(const RunResult& run, const std::vector<std::string>& groups,
                const Anchors& anchors) {
    const std::vector<LevelGroup> levels = levels_of(run);
    Data cells = empty_list();
    for (const std::string& name : groups) {
        Data cell("cell_group", name);
        const auto found = std::find_if(levels.begin(), levels.end(),
                                        [&](const LevelGroup& one) { return one.name == name; });
        if (found != levels.end()) {
            put(cell, "cell_words", words(*found));
            put(cell, "cell_tone", tone_of(found->level));
            put(cell, "cell_held", held(*found));
            put(cell, "cell_count", in_numbers(*found));
            put(cell, "cell_anchor", anchor_of(name, anchors));
        }
        cells << cell;
    }
    return cells;
}

}  // namespace echospec::reports::html
