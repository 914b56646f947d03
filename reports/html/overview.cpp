// SPDX-License-Identifier: Apache-2.0
#include "reports/html/overview.hpp"

#include <fmt/format.h>

#include <set>

#include "base/text.hpp"
#include "reports/shared/clean.hpp"
#include "reports/shared/groups.hpp"

namespace echospec::reports::html {
namespace {

using verdict::CaseResult;
using verdict::RunResult;
using verdict::Summary;
using verdict::Verdict;

std::string name_of(Verdict verdict) {
    return std::string(to_string(verdict));
}

// A sign beside the colour, for who does not tell the colours apart and for print.
std::string mark(Verdict verdict) {
    switch (verdict) {
        case Verdict::pass:
            return "✓";
        case Verdict::fail:
            return "✗";
        case Verdict::warn:
            return "!";
        case Verdict::skip:
            return "–";
        case Verdict::inconclusive:
            return "?";
        case Verdict::error:
            return "E";
        case Verdict::not_run:
            return "·";
    }
    return "";
}

struct Tone {
    std::string words;
    Verdict verdict = Verdict::pass;  // whose colour it has
};

Tone tone_of(Summary summary) {
    if (summary[Verdict::fail] > 0) return {"deviates", Verdict::fail};
    if (summary[Verdict::error] > 0) return {"not fully tested", Verdict::error};
    if (summary[Verdict::inconclusive] > 0) return {"inconclusive", Verdict::inconclusive};
    if (summary[Verdict::warn] > 0) return {"conforms, with warnings", Verdict::warn};
    if (summary[Verdict::pass] > 0) return {"conforms", Verdict::pass};
    return {"not tested", Verdict::skip};
}

std::string conclusion_tone(const RunResult& run) {
    if (run.exit_code == 0) return "v-" + name_of(tone_of(verdict::summarize(run.cases)).verdict);
    if (run.exit_code == 1) return "v-fail";
    return run.exit_code == 4 ? "v-inconclusive" : "v-error";
}

Data counts_data(const RunResult& run) {
    Data list = empty_list();
    for (const auto& [verdict, count] : verdict::summarize(run.cases)) {
        if (count == 0) continue;
        Data data("name", name_of(verdict));
        put(data, "count", std::to_string(count));
        list << data;
    }
    return list;
}

void add_fact(Data& list, const char* name, const std::string& value) {
    if (value.empty()) return;
    Data data("name", name);
    put(data, "value", value);
    list << data;
}

std::string settings(const RunResult& run) {
    std::vector<std::string> parts;
    for (const auto& [name, value] : run.environment.settings)
        parts.push_back(name + " = " + value);
    return base::join(parts, ", ");
}

Data facts_data(const RunResult& run) {
    Data list = empty_list();
    add_fact(list, "Command", target_line(run));
    add_fact(list, "Endpoint", run.target.endpoint);
    add_fact(list, "Role", run.target.role);
    add_fact(list, "Transports", base::join(run.target.transports, ", "));
    add_fact(list, "Profile", run.target.profile);
    add_fact(list, "Digest of the program", run.target.digest);
    add_fact(list, "Isolation", run.environment.isolation);
    add_fact(list, "Kernel", run.environment.kernel);
    add_fact(list, "Settings", settings(run));
    add_fact(list, "Host", run.hostname);
    add_fact(list, "Started", run.started);
    add_fact(list, "Took", fmt::format("{:.0f} ms", run.milliseconds));
    add_fact(list, "Seed", std::to_string(run.seed));
    add_fact(list, "Shard", shard_of(run));
    add_fact(list, "Known deviations", run.gate.baseline);
    return list;
}

// The places of the cases in the run, since groups hold pointers into it.
size_t index_of(const RunResult& run, const CaseResult* result) {
    return static_cast<size_t>(result - run.cases.data());
}

Data squares_data(const RunResult& run, const Group& group, const Anchors& anchors) {
    Data list = empty_list();
    for (const CaseResult* result : group.cases) {
        Data data("verdict", name_of(result->verdict));
        put(data, "name", one_line(full_name(*result)));
        put(data, "anchor", anchors.of_case(index_of(run, result)));
        put(data, "mark", mark(result->verdict));
        list << data;
    }
    return list;
}

Data groups_data(const RunResult& run, const Anchors& anchors) {
    Data list = empty_list();
    for (const Group& group : groups_of(run)) {
        const Tone tone = tone_of(summarize(group));
        Data data("folder", group.folder);
        put(data, "outcome", tone.words);
        put(data, "tone", name_of(tone.verdict));
        data["squares"] = squares_data(run, group, anchors);
        list << data;
    }
    return list;
}

Data untested_data(const RunResult& run, const Anchors& anchors) {
    Data list = empty_list();
    for (const Untested& untested : reports::untested(run)) {
        Data names = empty_list();
        for (const CaseResult* result : untested.cases) {
            Data name("name", one_line(full_name(*result)));
            put(name, "anchor", anchors.of_case(index_of(run, result)));
            names << name;
        }
        Data data("reason", untested.reason);
        put(data, "count", std::to_string(untested.cases.size()));
        data["names"] = std::move(names);
        list << data;
    }
    return list;
}

void put_choices(Data& page, const RunResult& run) {
    std::set<std::string> known;
    for (const CaseResult& result : run.cases)
        known.insert(result.level);
    Data levels = empty_list();
    for (const std::string& level : known) {
        if (!level.empty()) levels << Data("level", level);
    }
    page["levels"] = std::move(levels);
    page["verdicts"] = counts_data(run);
}

}  // namespace

void put_overview(Data& page, const RunResult& run, const Anchors& anchors) {
    put(page, "version", run.version);
    put(page, "target", target_line(run));
    put(page, "conclusion", conclusion(run));
    page["tone"] = Data(conclusion_tone(run));
    put(page, "exit_reason", one_line(run.exit_reason));
    put(page, "exit_code", std::to_string(run.exit_code));
    put(page, "started", run.started);
    put(page, "seed", std::to_string(run.seed));
    put(page, "lost", run.environment.lost);
    Data hints = empty_list();
    for (const std::string& hint : run.hints)
        hints << Data("hint", hint);
    page["hints"] = std::move(hints);
    page["counts"] = counts_data(run);
    page["facts"] = facts_data(run);
    page["groups"] = groups_data(run, anchors);
    page["untested"] = untested_data(run, anchors);
    put_choices(page, run);
}

}  // namespace echospec::reports::html
