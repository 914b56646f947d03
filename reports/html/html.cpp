// SPDX-License-Identifier: Apache-2.0
#include "reports/html/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "reports/compliance/statement.hpp"
#include "reports/html/anchors.hpp"
#include "reports/html/cases_part.hpp"
#include "reports/html/compliance_view.hpp"
#include "reports/html/groups_view.hpp"
#include "reports/html/overview.hpp"
#include "reports/html/template.hpp"
#include "reports/html/tone.hpp"
#include "reports/shared/clean.hpp"
#include "reports/shared/groups.hpp"
#include "verdict/exit_code.hpp"

namespace echospec::reports::html {
namespace {

using verdict::RunResult;

using Runs = std::vector<RunResult>;

std::set<std::string> ids_of(const compliance::Statement& statement) {
    std::set<std::string> ids;
    for (const compliance::Chapter& chapter : statement.chapters) {
        for (const compliance::Line& line : chapter.lines)
            ids.insert(line.id);
    }
    return ids;
}

// The choices of the filter, as the data of filter.mustache.
void put_choices(Data& data, const Runs& runs) {
    std::set<std::string> levels;
    std::set<verdict::Verdict> verdicts;
    for (const RunResult& run : runs) {
        for (const verdict::CaseResult& result : run.cases) {
            levels.insert(result.level);
            verdicts.insert(result.verdict);
        }
    }
    levels.erase("");
    Data choices = empty_list();
    for (const std::string& level : levels)
        choices << Data("level", level);
    data["levels"] = std::move(choices);
    choices = empty_list();
    for (const verdict::Verdict verdict : verdicts)
        choices << Data("verdict", std::string(to_string(verdict)));
    data["verdicts"] = std::move(choices);
}

void put_group_names(Data& data, const std::vector<std::string>& names) {
    Data list = empty_list();
    for (const std::string& name : names)
        list << Data("group_name", name);
    data["group_names"] = std::move(list);
}

std::string prefix_of(const Runs& runs, size_t i) {
    return runs.size() == 1 ? "" : fmt::format("target-{}/", i + 1);
}

// Its words without their folders, which mostly are the same for all.
std::string short_target(const RunResult& run) {
    RunResult named;
    named.target.endpoint = run.target.endpoint;
    for (const std::string& word : run.target.command)
        named.target.command.push_back(word.substr(word.rfind('/') + 1));
    return target_line(named);
}

// A row of the matrix, and an entry of the filter.
Data targets_data(const Runs& runs, const std::vector<std::string>& groups) {
    Data list = empty_list();
    for (size_t i = 0; i < runs.size(); ++i) {
        Data data("number", std::to_string(i + 1));
        put(data, "target", target_line(runs[i]));
        put(data, "short_target", short_target(runs[i]));
        put(data, "prefix", prefix_of(runs, i));
        put(data, "conclusion", reports::conclusion(runs[i]));
        put(data, "tone", html::tone_of(runs[i]));
        data["cells"] = cells_data(runs[i], groups, Anchors(runs[i], prefix_of(runs, i)));
        list << data;
    }
    return list;
}

void put_cases(Data& target, const CasesPart& part) {
    put(target, "findings", part.findings);
    put(target, "stack_findings", part.stack_findings);
    put(target, "others", part.others);
    put(target, "stack_others", part.stack_others);
    if (part.shortened > 0) put(target, "shortened", std::to_string(part.shortened));
}

// One target, by target.mustache; the filter stands within it where it is the only one.
std::string target_part(const Runs& runs, size_t i, const casefile::Catalogue& catalogue,
                        const std::string& filter) {
    const RunResult& run = runs[i];
    const bool several = runs.size() > 1;
    const int part = several ? 3 : 2;  // the level of its headings
    const Anchors anchors(run, prefix_of(runs, i));
    const compliance::Statement statement = compliance::state(run, catalogue);
    Data target("several", Data(several));
    put(target, "number", std::to_string(i + 1));
    put(target, "prefix", anchors.prefix());
    put(target, "part", std::to_string(part));
    put(target, "subpart", std::to_string(part + 1));
    if (!several) put(target, "filter", filter);
    put_overview(target, run, anchors);
    put_groups(target, run, anchors);
    put_statement(target, statement, anchors);
    put_cases(target, write_cases(run, anchors, ids_of(statement), part + 1));
    return load("target.mustache").render(target);
}

// "2 of 3 conform"
std::string conclusion(const Runs& runs) {
    if (runs.size() == 1) return reports::conclusion(runs.front());
    const auto good = std::count_if(runs.begin(), runs.end(),
                                    [](const RunResult& run) { return run.exit_code == 0; });
    return fmt::format("{} of {} conform", good, runs.size());
}

// The colour of the one with the worst exit code.
std::string tone_of(const Runs& runs) {
    const auto is_better = [](const RunResult& one, const RunResult& other) {
        return one.exit_code != other.exit_code &&
               verdict::worse_exit(one.exit_code, other.exit_code) == other.exit_code;
    };
    return html::tone_of(*std::max_element(runs.begin(), runs.end(), is_better));
}

void put_head(Data& page, const Runs& runs) {
    const RunResult& run = runs.front();
    put(page, "version", run.version);
    put(page, "heading",
        runs.size() > 1 ? fmt::format("{} targets", runs.size()) : target_line(run));
    put(page, "conclusion", conclusion(runs));
    put(page, "tone", tone_of(runs));
    put(page, "started", run.started);
    put(page, "seed", std::to_string(run.seed));
    put(page, "first", prefix_of(runs, 0));
}

}  // namespace

std::string render(const Runs& runs, const casefile::Catalogue& catalogue) {
    Runs cleaned;
    for (const RunResult& run : runs)
        cleaned.push_back(clean(run));
    const std::vector<std::string> groups = group_names(cleaned);
    Data page("several", Data(cleaned.size() > 1));
    put_choices(page, cleaned);
    put_group_names(page, groups);
    page["targets"] = targets_data(cleaned, groups);
    const std::string filter = load("filter.mustache").render(page);
    std::string contents;
    for (size_t i = 0; i < cleaned.size(); ++i)
        contents += target_part(cleaned, i, catalogue, filter);
    put_head(page, cleaned);
    put(page, "filter", filter);
    put(page, "contents", contents);
    put(page, "style", asset("style.css"));
    put(page, "script", asset("script.js"));
    return load("page.mustache").render(page);
}

std::string render(const RunResult& run, const casefile::Catalogue& catalogue) {
    return render(Runs{run}, catalogue);
}

}  // namespace echospec::reports::html
