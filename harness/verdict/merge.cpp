// SPDX-License-Identifier: Apache-2.0
#include "verdict/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "verdict/exit_code.hpp"

namespace echospec::verdict {
namespace {

base::Diagnostic mistake(const std::string& file, std::string message, std::string hint) {
    return {.position = {.file = file},
            .message = std::move(message),
            .hint = std::move(hint),
            .source_line = {}};
}

// In the sandbox a command is the same everywhere; on a host {port} is another each time.
std::string command_of(const RunResult& run) {
    if (run.environment.isolation == "host" && !run.target.command.empty())
        return run.target.command.front();
    return base::shell_quoted(run.target.command);
}

std::string gate_of(const Gate& gate) {
    return fmt::format("{}{}--min-verified {}{}", gate.strict ? "--strict " : "",
                       gate.strict_stack ? "--strict-stack " : "", gate.min_verified,
                       gate.baseline.empty() ? "" : " --baseline " + gate.baseline);
}

struct Trait {
    std::string name;
    std::string value;
};

// What is the same in all shards of a run.
std::vector<Trait> traits_of(const RunResult& run) {
    return {{"version of echospec", run.version},
            {"seed", std::to_string(run.seed)},
            {"target", command_of(run)},
            {"program file", run.target.digest},
            {"role", run.target.role},
            {"transports", base::join(run.target.transports, ", ")},
            {"profile", run.target.profile},
            {"isolation", run.environment.isolation},
            {"gate", gate_of(run.gate)},
            {"plan", fmt::format("{} cases, {}", run.plan.cases, run.plan.digest)}};
}

void check_traits(const std::vector<Part>& parts, base::Diagnostics& mistakes) {
    const std::vector<Trait> first = traits_of(parts.front().run);
    for (const Part& part : parts) {
        const std::vector<Trait> own = traits_of(part.run);
        for (size_t i = 0; i < own.size(); ++i) {
            if (own[i].value == first[i].value) continue;
            mistakes.push_back(
                mistake(part.file,
                        fmt::format("another {} than {} has: `{}`, not `{}`", own[i].name,
                                    parts.front().file, own[i].value, first[i].value),
                        "give the shards of one run: all options the same but --shard"));
        }
    }
}

std::string shard_name(const RunResult& run) {
    return fmt::format("{}/{}", run.plan.shard, run.plan.shards);
}

base::Diagnostic overlap(const Part& part, const Part& earlier, const std::string& name) {
    if (part.file == earlier.file) return mistake(part.file, "this file is given twice", "");
    return mistake(part.file, fmt::format("{} is in {} already", name, earlier.file),
                   fmt::format("this is shard {}, that is shard {}: give each shard once",
                               shard_name(part.run), shard_name(earlier.run)));
}

using Owners = std::map<uint64_t, const Part*>;

Owners owners_of(const std::vector<Part>& parts, base::Diagnostics& mistakes) {
    Owners owners;
    for (const Part& part : parts) {
        for (const CaseResult& result : part.run.cases) {
            const auto [known, fresh] = owners.emplace(result.number, &part);
            if (fresh) continue;
            mistakes.push_back(overlap(part, *known->second, full_name(result)));
            break;
        }
    }
    return owners;
}

// Cases are dealt out to shards in turn, so what is missing is told by shard where it can be.
std::string missing_shards(const std::vector<Part>& parts) {
    const uint64_t total = parts.front().run.plan.shards;
    std::vector<std::string> missing;
    for (uint64_t shard = 1; shard <= total; ++shard) {
        const bool there = std::any_of(parts.begin(), parts.end(), [&](const Part& part) {
            return part.run.plan.shard == shard && part.run.plan.shards == total;
        });
        if (!there) missing.push_back(fmt::format("{}/{}", shard, total));
    }
    return missing.empty() ? "" : "shard " + base::join(missing, ", ") + " is missing";
}

void check_holes(const std::vector<Part>& parts, const Owners& owners,
                 base::Diagnostics& mistakes) {
    const uint64_t planned = parts.front().run.plan.cases;
    if (owners.size() >= planned) return;
    mistakes.push_back(mistake("merge",
                               fmt::format("{} of {} planned cases are in none of the files",
                                           planned - owners.size(), planned),
                               missing_shards(parts)));
}

void add_new(std::vector<std::string>& all, const std::vector<std::string>& more) {
    for (const std::string& one : more) {
        if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
    }
}

std::string joined(const std::vector<Part>& parts, std::string RunResult::*member) {
    std::vector<std::string> texts;
    for (const Part& part : parts)
        add_new(texts, {part.run.*member});
    return base::join(texts, ", ");
}

// The end of a run that went wrong is told of the whole; else it follows from all cases.
void conclude(RunResult& whole, const std::vector<Part>& parts) {
    std::optional<int> signal;
    std::string trouble;
    for (const Part& part : parts) {
        static constexpr std::string_view kTrouble = "could not test: ";
        whole.interrupted = whole.interrupted || part.run.interrupted;
        if (part.run.exit_code > 128) signal = part.run.exit_code - 128;
        const bool told = part.run.exit_code == 3 && part.run.exit_reason.starts_with(kTrouble);
        const bool errors = summarize(part.run.cases)[Verdict::error] > 0;
        if (told && !errors && trouble.empty())
            trouble = part.run.exit_reason.substr(kTrouble.size());
    }
    const Exit exit = decide_exit(whole.cases, whole.gate, signal, trouble);
    whole.exit_code = exit.code;
    whole.exit_reason = exit.reason;
}

RunResult joined_run(const std::vector<Part>& parts) {
    RunResult whole = parts.front().run;
    whole.cases.clear();
    whole.milliseconds = 0;
    whole.hostname = joined(parts, &RunResult::hostname);
    for (const Part& part : parts) {
        whole.cases.insert(whole.cases.end(), part.run.cases.begin(), part.run.cases.end());
        whole.started = std::min(whole.started, part.run.started);
        whole.milliseconds += part.run.milliseconds;
        add_new(whole.hints, part.run.hints);
        if (whole.target.endpoint.empty()) whole.target.endpoint = part.run.target.endpoint;
    }
    std::sort(whole.cases.begin(), whole.cases.end(),
              [](const CaseResult& a, const CaseResult& b) { return a.number < b.number; });
    conclude(whole, parts);
    whole.plan.shard = whole.plan.shards = 1;
    return whole;
}

}  // namespace

base::Result<RunResult> merge(const std::vector<Part>& parts) {
    base::Diagnostics mistakes;
    check_traits(parts, mistakes);
    if (!mistakes.empty()) return mistakes;
    const Owners owners = owners_of(parts, mistakes);
    if (mistakes.empty()) check_holes(parts, owners, mistakes);
    if (!mistakes.empty()) return mistakes;
    return joined_run(parts);
}

}  // namespace echospec::verdict
