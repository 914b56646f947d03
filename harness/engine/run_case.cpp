// SPDX-License-Identifier: Apache-2.0
#include "engine/run_case.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "engine/artifacts.hpp"
#include "engine/evidence.hpp"
#include "engine/plan.hpp"
#include "engine/stage.hpp"
#include "engine/steps.hpp"
#include "verdict/judge.hpp"

namespace echospec::engine {
namespace {

using verdict::CaseResult;
using verdict::Finding;
using verdict::Verdict;

constexpr size_t kReported = 32 * 1024;  // of the head, and of the tail, of what a target prints

// The case's own random payloads: the same for the same seed, whatever else runs.
uint64_t case_seed(uint64_t seed, const std::string& name) {
    uint64_t hash = 14695981039346656037ULL ^ seed;  // FNV-1a
    for (const char c : name)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
}

std::string sockets_text(const std::vector<sandbox::SocketEntry>& entries) {
    std::string text;
    for (const auto& entry : entries) {
        text += fmt::format("{} {} to {}{}\n", wire::to_string(entry.state),
                            base::to_string(entry.local), base::to_string(entry.remote),
                            entry.inode == 0 ? ", no process owns it" : "");
    }
    return text;
}

std::string target_end(sandbox::Target& target) {
    const auto end = target.end();
    const bool alive = target.alive();
    if (!end) return "still running";
    return sandbox::to_string(*end) + (alive ? ", other processes of it still running" : "");
}

// A case that does not care gets what the client says anyway.
std::string message_for(const casefile::Start& start, const Settings& settings, uint64_t seed) {
    if (start.message) return casefile::expand(*start.message, seed);
    return settings.own_message.value_or("hello");
}

int64_t grown(uint64_t now, uint64_t before) {
    return static_cast<int64_t>(now) - static_cast<int64_t>(before);
}

verdict::TargetFacts gather_facts(Stage& stage) {
    stage.target().reap();
    const auto sockets = stage.target_sockets();
    const sandbox::Resources now = sandbox::measure_resources();
    const sandbox::Resources& then = stage.baseline;
    return {.running = stage.target().alive(),
            .end = target_end(stage.target()),
            .sockets_left = sockets.size(),
            .sockets = sockets_text(sockets),
            .descriptors_grown = grown(now.descriptors, then.descriptors),
            .threads_grown = grown(now.threads, then.threads),
            .children_grown = grown(now.children, then.children),
            .zombies = static_cast<int64_t>(now.zombies),
            .memory_grown = grown(now.memory, then.memory)};
}

bool is_empty(const casefile::After& after) {
    return !after.running && !after.sockets_left && !after.descriptors_grown &&
           !after.threads_grown && !after.children_grown && !after.memory_grown &&
           after.wire.empty();
}

bool needs_baseline(const casefile::After& after) {
    return after.descriptors_grown || after.threads_grown || after.children_grown ||
           after.memory_grown;
}

void set_finding(CaseResult& result, const Job& job, const Finding& finding, bool starved) {
    result.verdict = starved ? Verdict::inconclusive : verdict::verdict_of(job.test->level);
    result.expected = finding.expected;
    result.observed = finding.observed;
    result.difference = finding.difference;
    result.causes = job.test->causes;
    if (starved) result.reason = "the machine kept echospec or the target from running: ";
    if (result.verdict == Verdict::pass) result.reason = "allowed, and worth knowing: ";
}

// Outside the sandbox there is no capture: what the sockets saw was right, and more was asked.
void judge_wire_at_end(CaseResult& result, const Job& job, const Stage& stage,
                       const Evidence& evidence) {
    if (job.variant->after.wire.empty()) return;
    if (!evidence.captured) {
        result.verdict = Verdict::skip;
        result.reason = "every step held, but what passed on the wire is seen in the sandbox only";
        return;
    }
    const WireJudgement judgement = judge_wire(job.variant->after.wire, stage, evidence);
    if (!judgement.undecided.empty()) {
        result.verdict = Verdict::inconclusive;
        result.reason = judgement.undecided;
    }
    if (!judgement.finding) return;
    set_finding(result, job, *judgement.finding, false);
    result.position = judgement.position;
    result.reason += fmt::format("on the wire: {}, not {}", judgement.finding->observed,
                                 judgement.finding->expected);
}

void judge_end_of_case(CaseResult& result, const Job& job, Stage& stage, const Evidence& evidence) {
    const casefile::After& after = job.variant->after;
    const auto finding = stage.is_started() ? verdict::judge_after(after, gather_facts(stage))
                                            : std::optional<Finding>();
    if (!finding) return judge_wire_at_end(result, job, stage, evidence);
    set_finding(result, job, *finding, false);
    result.position = after.position;
    result.reason +=
        fmt::format("after the last step: {}; expected: {}", finding->observed, finding->expected);
}

// A process that is gone explains more than the byte that did not come.
void record_process(CaseResult& result, Stage& stage) {
    sandbox::Target& target = stage.target();
    result.target_end = target_end(target);
    const bool said = result.observed.find(result.target_end) != std::string::npos;
    if (!target.alive() && !said && result.verdict != Verdict::pass) {
        result.observed += fmt::format("; the target has ended: {}", result.target_end);
    }
    result.target_stdout =
        base::printable_lines(target.standard_output().shortened(kReported).text());
    result.target_stderr =
        base::printable_lines(target.standard_error().shortened(kReported).text());
}

// What had come was right and more was coming: no finding, but nothing was shown either.
void skip_slow(CaseResult& result, const verdict::StepRecord& step) {
    result.verdict = Verdict::skip;
    result.position = step.position;
    result.reason =
        fmt::format("the target is too slow to show it within the case's time (--case-limit): {}",
                    step.observed);
}

// The environment did not let it be shown.
void skip_unshown(CaseResult& result, const verdict::StepRecord& step,
                  const std::string& obstacle) {
    result.verdict = Verdict::skip;
    result.position = step.position;
    result.reason = obstacle;
}

// The network that the case has changed is part of what its first step meets.
void tell_settings(std::vector<verdict::StepRecord>& steps, const casefile::Start& start) {
    if (steps.empty()) return;
    std::string& observed = steps.front().observed;
    for (const auto& [name, value] : start.kernel)
        observed += fmt::format("{}net.ipv4.{} = {}", observed.empty() ? "" : "; ", name, value);
}

void judge_steps(CaseResult& result, const Job& job, const ScriptEnd& end) {
    result.steps = end.records;
    tell_settings(result.steps, job.variant->start);
    if (!end.finding) return;
    const verdict::StepRecord& step = end.records[*end.failed];
    if (end.too_slow) return skip_slow(result, step);
    if (!end.obstacle.empty()) return skip_unshown(result, step, end.obstacle);
    set_finding(result, job, *end.finding, end.starved);
    result.position = step.position;
    result.reason += fmt::format("step {}, {}: {}", step.number, step.text, end.finding->observed);
}

// A target that starts as usual, but not in this case's way, deviates; else nothing was tested.
void judge_start(CaseResult& result, const Job& job, const std::string& trouble) {
    casefile::Start usual;
    usual.delayed_acks = job.variant->start.delayed_acks;  // the target does not see these
    usual.kernel = job.variant->start.kernel;
    if (job.variant->start != usual) {
        set_finding(result, job, {"the target starts and listens, started this way", trouble, {}},
                    false);
        result.reason += "started this way, it does not get ready";
        return;
    }
    result.verdict = Verdict::error;
    result.reason = "the target did not become ready: " + trouble;
}

void perform(CaseResult& result, const Job& job, const Settings& settings,
             const std::vector<Listener>& listeners) {
    const casefile::Start& start = job.variant->start;
    Stage stage(settings, start);
    if (!raw_peers(job.variant->steps).empty()) {
        stage.open_raw_ground(on_transport(listeners, job.test->applies.transport),
                              job.test->applies.role);
    }
    const uint64_t seed = case_seed(settings.seed, verdict::full_name(result));
    if (settings.connect) {
        // It runs already.
    } else if (job.test->applies.role == casefile::Role::client) {
        stage.prepare_client(message_for(start, settings, seed));
    } else if (const auto trouble = stage.start_target(listeners); !trouble.empty()) {
        result.target_end = target_end(stage.target());
        return judge_start(result, job, trouble);
    }
    if (needs_baseline(job.variant->after)) stage.baseline = sandbox::measure_resources();
    const ScriptEnd end =
        run_script({stage, listeners, seed, job.test->applies.transport}, job.variant->steps);
    result.verdict = Verdict::pass;
    judge_steps(result, job, end);
    const bool has_end = !end.finding && !is_empty(job.variant->after);
    if (has_end) stage.settle();
    const Evidence evidence = gather_evidence(stage);
    if (has_end) judge_end_of_case(result, job, stage, evidence);
    record_evidence(result, stage, evidence);
    if (stage.is_started()) record_process(result, stage);
    keep_artifacts(result, stage, settings);
}

// What a target file would say of it, where there is none.
std::string options_of_target(const Settings& settings) {
    std::string options;
    if (settings.own_stack) options += " --own-stack " + casefile::to_string(*settings.own_stack);
    if (settings.close_signal) options += " --close-signal " + settings.close_signal->name;
    if (!settings.own_stack) return options;
    if (settings.role == casefile::Role::client) options += " --role client";
    if (settings.transport == casefile::Transport::udp) options += " --transport udp";
    return options;
}

std::string repeat_command(const CaseResult& result, const Settings& settings,
                           casefile::Transport transport) {
    const std::optional<uint16_t> port = port_of(settings, transport);
    std::string command = fmt::format("echospec run --only {} --seed {}", result.id, settings.seed);
    if (settings.profile != "echo") command += " --profile " + settings.profile;
    if (port) command += fmt::format(" --port {}", *port);
    if (settings.described_in.empty()) command += options_of_target(settings);
    if (settings.isolation == sandbox::Isolation::host) {
        command += " --isolation host";
        // There a client is not recognised by its SYN.
        if (settings.role == casefile::Role::client) command += " --role client";
    }
    if (settings.repeat > 1) command += fmt::format(" --repeat {}", settings.repeat);
    if (settings.connect) return command + " --connect " + base::to_string(*settings.connect);
    if (!settings.described_in.empty()) return command + " --target " + settings.described_in;
    return command + " -- " + base::shell_quoted(settings.command);
}

}  // namespace

CaseResult describe_job(const Job& job, const Settings& settings,
                        const casefile::Catalogue& catalogue) {
    const casefile::Case& test = *job.test;
    CaseResult result;
    result.id = test.id;
    result.title = test.title;
    result.why = test.why;
    result.group = group_of(test.id);
    result.parameters = job.variant->parameters;
    result.number = job.number;
    result.revision = test.revision;
    result.level = casefile::to_string(test.level);
    result.duty = casefile::to_string(test.duty);
    result.requirements = test.requirements;
    for (const std::string& id : test.requirements) {
        const casefile::Requirement* const requirement = catalogue.find_requirement(id);
        if (requirement == nullptr) continue;
        for (const std::string& source : requirement->sources)
            result.sources.push_back(source);
    }
    result.position = test.position;
    result.repeat_command = repeat_command(result, settings, test.applies.transport);
    return result;
}

CaseResult run_case(const Job& job, const Settings& settings,
                    const std::vector<Listener>& listeners, CaseResult result) {
    const base::Instant start = base::Clock::now();
    result.reason.clear();
    try {
        perform(result, job, settings, listeners);
    } catch (const base::HarnessError& error) {
        result.verdict = Verdict::error;
        result.reason = error.what();
    }
    result.milliseconds = base::milliseconds(base::Clock::now() - start);
    return result;
}

}  // namespace echospec::engine
