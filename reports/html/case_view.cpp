// SPDX-License-Identifier: Apache-2.0
#include "reports/html/case_view.hpp"

#include <fmt/format.h>

#include "reports/html/difference.hpp"
#include "reports/html/ladder_svg.hpp"
#include "reports/html/nested_steps.hpp"
#include "reports/html/template.hpp"
#include "reports/shared/clean.hpp"
#include "reports/shared/finding.hpp"
#include "reports/shared/levels.hpp"
#include "reports/shared/standing.hpp"

namespace echospec::reports::html {
namespace {

// What all cases of one target share.
struct Surroundings {
    const Anchors& anchors;
    std::set<std::string> known;  // requirements
    std::string heading;
};

using verdict::CaseResult;
using verdict::StepOutcome;
using verdict::StepRecord;

Data listed(const char* name, const std::vector<std::string>& texts) {
    Data list = empty_list();
    for (const std::string& text : texts)
        list << Data(name, text);
    return list;
}

Data nested_data(const StepRecord& step, const NestedSteps& nested) {
    const std::string failure = nested_failure(step.observed);
    Data list = empty_list();
    for (const std::string& text : nested.steps) {
        Data data("nested_step", text);
        data["nested_failed"] = Data(text == failure);
        list << data;
    }
    return list;
}

Data step_data(const StepRecord& step) {
    const NestedSteps nested = nested_steps(step.text);
    Data data;
    put(data, "number", std::to_string(step.number));
    put(data, "did", nested.head);
    put_list(data, "nested", nested_data(step, nested));
    put(data, "outcome", std::string(to_string(step.outcome)));
    put(data, "saw", step.observed);
    put(data, "waited", step.waited);
    data["failed"] = Data(step.outcome == StepOutcome::failed);
    data["not_reached"] = Data(step.outcome == StepOutcome::not_reached);
    if (step.outcome != StepOutcome::not_reached) {
        put(data, "at", fmt::format("{:.1f} ms", step.at_milliseconds));
    }
    return data;
}

Data steps_data(const CaseResult& result) {
    Data list = empty_list();
    for (const StepRecord& step : result.steps)
        list << step_data(step);
    return list;
}

Data attempts_data(const CaseResult& result) {
    Data list = empty_list();
    for (const verdict::Attempt& attempt : result.attempts) {
        const std::string reason = attempt.reason.empty() ? "" : ": " + one_line(attempt.reason);
        list << Data("attempt", std::string(to_string(attempt.verdict)) + reason);
    }
    return list;
}

Data artifacts_data(const CaseResult& result) {
    Data list = empty_list();
    for (const std::string& path : result.artifacts) {
        Data data("path", one_line(path));
        put(data, "href", file_reference(path));
        list << data;
    }
    return list;
}

Data lanes_data(const CaseResult& result) {
    Data list = empty_list();
    for (const Lane& lane : lanes_of(result)) {
        Data data("picture", ladder_svg(lane, result));
        put(data, "summary", summary_of(lane.conversation));
        list << data;
    }
    return list;
}

Data sockets_data(const CaseResult& result) {
    Data list = empty_list();
    for (const verdict::SocketRecord& socket : result.sockets) {
        Data data("end", socket.end + (socket.orphaned ? ", no process owns it" : ""));
        put(data, "state", socket.state);
        put(data, "route", socket.local + " to " + socket.remote);
        put(data, "queues", fmt::format("{} / {}", socket.unread, socket.unconfirmed));
        put(data, "timer", socket.timer);
        list << data;
    }
    return list;
}

Data requirements_data(const CaseResult& result, const Surroundings& around) {
    Data list = empty_list();
    for (const std::string& id : result.requirements) {
        Data data("id", id);
        data["known"] = Data(around.known.contains(id));
        put(data, "requirement_anchor", around.anchors.of_requirement(id));
        list << data;
    }
    return list;
}

void put_head(Data& data, const CaseView& view) {
    const CaseResult& result = view.result;
    put(data, "verdict", std::string(to_string(result.verdict)));
    put(data, "level", result.level);
    put(data, "group", level_group(result));
    put(data, "anchor", view.anchor);
    put(data, "title", result.title.empty() ? result.id : result.title);
    put(data, "name", full_name(result));
    const bool held = result.verdict == verdict::Verdict::pass;
    if (!held || result.gates) put(data, "reason", headline(result));
    if (const std::string text = label(result); text != to_string(result.verdict))
        put(data, "label", text);
    if (result.milliseconds > 0) put(data, "time", fmt::format("{:.1f} ms", result.milliseconds));
    data["open"] = Data(view.folding == Folding::open);
}

void put_meta(Data& data, const CaseResult& result, const Surroundings& around) {
    put(data, "duty", result.duty);
    put(data, "revision", std::to_string(result.revision));
    put(data, "place", one_line(base::to_string(result.position)));
    put_list(data, "requirements", requirements_data(result, around));
}

// What a reader needs to mend the program.
void put_outline(Data& data, const CaseResult& result) {
    put(data, "why", result.why);
    data["versus"] = Data(!result.expected.empty() || !result.observed.empty());
    put(data, "expected", result.expected);
    put(data, "observed", result.observed);
    put(data, "repeat", one_line(result.repeat_command));
    if (is_finding(result)) put_list(data, "causes", listed("cause", result.causes));
    put_list(data, "sources", listed("source", result.sources));
    put_list(data, "artifacts", artifacts_data(result));
}

void put_evidence(Data& data, const CaseResult& result) {
    put(data, "difference", difference_markup(result.difference));
    put(data, "target_end", result.target_end);
    put(data, "stderr", result.target_stderr);
    put(data, "stdout", result.target_stdout);
    put_list(data, "attempts", attempts_data(result));
    put_list(data, "steps", steps_data(result));
    put_list(data, "lanes", lanes_data(result));
    put(data, "ladders", ladders(result));
    put(data, "capture", result.capture);
    put_list(data, "sockets", sockets_data(result));
}

Data case_data(const CaseView& view, const Surroundings& around) {
    Data data("heading", around.heading);
    put_head(data, view);
    if (view.detail == Detail::brief) return data;
    put_meta(data, view.result, around);
    put_outline(data, view.result);
    if (view.detail == Detail::whole) put_evidence(data, view.result);
    data["left_out"] = Data(view.detail != Detail::whole);
    return data;
}

}  // namespace

std::function<std::string(const CaseView&)> case_writer(const Anchors& anchors,
                                                        std::set<std::string> known, int heading) {
    return [whole = load("case.mustache"), brief = load("brief.mustache"),
            around = Surroundings{anchors, std::move(known), std::to_string(heading)}](
               const CaseView& view) mutable {
        return (view.detail == Detail::brief ? brief : whole).render(case_data(view, around));
    };
}

}  // namespace echospec::reports::html
