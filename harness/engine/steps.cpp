// SPDX-License-Identifier: Apache-2.0
#include "engine/steps.hpp"

#include "engine/actions.hpp"

namespace echospec::engine {
namespace {

verdict::StepRecord blank(const casefile::Step& step, size_t index) {
    verdict::StepRecord record;
    record.number = static_cast<int>(index) + 1;
    record.text = step.text;
    record.position = step.position;
    return record;
}

void fill(verdict::StepRecord& record, const StepEnd& end, base::Duration began,
          base::Duration ended) {
    record.outcome = end.finding ? verdict::StepOutcome::failed : verdict::StepOutcome::done;
    record.observed = end.finding ? end.finding->observed : end.seen;
    record.waited = end.waited;
    record.at_milliseconds = base::milliseconds(began);
    record.took_milliseconds = base::milliseconds(ended - began);
}

}  // namespace

ScriptEnd run_script(const Script& script, const std::vector<casefile::Step>& steps) {
    ActionContext context{script.stage, script.listeners, script.seed, script.transport};
    ScriptEnd result;
    for (size_t i = 0; i < steps.size(); ++i) {
        result.records.push_back(blank(steps[i], i));
        if (result.finding) continue;
        const base::Duration began = script.stage.since_ready();
        const StepEnd end = act(context, steps[i]);
        fill(result.records.back(), end, began, script.stage.since_ready());
        result.starved = end.starved;
        result.too_slow = end.too_slow;
        result.obstacle = end.obstacle;
        if (!end.finding) continue;
        result.finding = end.finding;
        result.failed = i;
    }
    return result;
}

}  // namespace echospec::engine
