// SPDX-License-Identifier: Apache-2.0
#include "reports/html/overview.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "reports/html/tone.hpp"
#include "reports/shared/clean.hpp"
#include "reports/shared/groups.hpp"

namespace echospec::reports::html {
namespace {

using verdict::CaseResult;
using verdict::RunResult;

constexpr size_t kMostNames = 100;  // of the cases that one reason left out
constexpr size_t kMostReasons = 200;

Data counts_data(const RunResult& run) {
    Data list = empty_list();
    for (const auto& [verdict, count] : verdict::summarize(run.cases)) {
        if (count == 0) continue;
        Data data("verdict", std::string(to_string(verdict)));
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

// "server over tcp, profile echo · sandbox, Linux 6.1.0 · program sha256:9f86d081884c"
std::string in_short(const RunResult& run) {
    static constexpr size_t kDigestShown = 19;
    std::vector<std::string> parts;
    std::string claim = run.target.role;
    if (!run.target.transports.empty())
        claim += " over " + base::join(run.target.transports, " and ");
    if (!run.target.profile.empty()) claim += ", profile " + run.target.profile;
    std::string machine = run.environment.isolation;
    if (!run.environment.kernel.empty()) machine += ", " + run.environment.kernel;
    std::string digest;
    if (!run.target.digest.empty())
        digest = "program " + shortened(run.target.digest, kDigestShown);
    for (const std::string& part : {claim, machine, digest}) {
        if (!part.empty()) parts.push_back(one_line(part));
    }
    return base::join(parts, " · ");
}

Data names_data(const RunResult& run, const Untested& untested, const Anchors& anchors) {
    Data names = empty_list();
    for (size_t i = 0; i < std::min(untested.cases.size(), kMostNames); ++i) {
        const CaseResult* const result = untested.cases[i];
        Data name("name", one_line(full_name(*result)));
        put(name, "case_anchor", anchors.of_case(static_cast<size_t>(result - run.cases.data())));
        names << name;
    }
    return names;
}

// Why cases were not tested; `untold` counts those whose reasons are too many to be listed.
void put_untested(Data& target, const RunResult& run, const Anchors& anchors) {
    Data list = empty_list();
    size_t listed = 0;
    size_t untold = 0;
    for (const Untested& untested : reports::untested(run)) {
        const size_t count = untested.cases.size();
        if (++listed > kMostReasons) {
            untold += count;
            continue;
        }
        Data data("untested_reason", untested.reason);
        put(data, "untested_count", std::to_string(count));
        data["names"] = names_data(run, untested, anchors);
        if (count > kMostNames) put(data, "unnamed", std::to_string(count - kMostNames));
        list << data;
    }
    target["untested"] = std::move(list);
    if (untold > 0) put(target, "untold", std::to_string(untold));
}

}  // namespace

void put_overview(Data& target, const RunResult& run, const Anchors& anchors) {
    put(target, "version", run.version);
    put(target, "target", target_line(run));
    put(target, "conclusion", conclusion(run));
    put(target, "tone", tone_of(run));
    put(target, "exit_reason", one_line(run.exit_reason));
    put(target, "exit_code", std::to_string(run.exit_code));
    put(target, "in_short", in_short(run));
    put(target, "lost", run.environment.lost);
    Data hints = empty_list();
    for (const std::string& hint : run.hints)
        hints << Data("hint", hint);
    target["hints"] = std::move(hints);
    target["counts"] = counts_data(run);
    target["facts"] = facts_data(run);
    put_untested(target, run, anchors);
}

}  // namespace echospec::reports::html
