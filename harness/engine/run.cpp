// SPDX-License-Identifier: Apache-2.0
#include "engine/run.hpp"

#include <fmt/format.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "engine/hints.hpp"
#include "engine/run_case.hpp"
#include "sandbox/network.hpp"
#include "verdict/exit_code.hpp"

#ifndef ECHOSPEC_VERSION
#error "ECHOSPEC_VERSION comes from CMake"
#endif

namespace echospec::engine {
namespace {

using verdict::RunResult;
using verdict::Verdict;

std::string utc_now() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    std::array<char, 32> text{};
    const size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return {text.data(), size};
}

std::string hostname() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "localhost";
}

verdict::EnvironmentInfo environment(sandbox::Isolation isolation) {
    verdict::EnvironmentInfo info;
    utsname system{};
    ::uname(&system);
    info.isolation = sandbox::to_string(isolation);
    info.kernel = fmt::format("{} {}", static_cast<const char*>(system.sysname),
                              static_cast<const char*>(system.release));
    if (isolation == sandbox::Isolation::sandbox) {
        info.settings = sandbox::network_settings();
    } else {
        info.lost =
            "cases share the host's network: they run one at a time, and what another "
            "program leaves on the port can disturb them";
    }
    return info;
}

verdict::TargetInfo target_info(const Settings& settings) {
    verdict::TargetInfo info;
    info.command = settings.command;
    info.role = casefile::to_string(settings.role.value_or(casefile::Role::server));
    info.transports = {casefile::to_string(settings.transport.value_or(casefile::Transport::tcp))};
    info.profile = settings.profile;
    if (const auto content = base::read_file(settings.program))
        info.digest = base::sha256(*content);
    return info;
}

RunResult blank_result(const Settings& settings, const verdict::Gate& gate, const Plan& plan) {
    RunResult result;
    result.gate = gate;
    result.plan = {plan.size, plan.digest, settings.shard.index, settings.shard.total};
    result.version = ECHOSPEC_VERSION;
    result.seed = settings.seed;
    result.started = utc_now();
    result.hostname = hostname();
    result.target = target_info(settings);
    result.environment = environment(settings.isolation);
    return result;
}

std::string not_ready(const Discovery& discovery) {
    if (discovery.outcome != Discovery::Outcome::client) {
        return "the target did not become ready: " + discovery.trouble;
    }
    return "the target opens connections itself: it is a client, and there are no cases for "
           "clients "
           "yet; its peer was not there: " +
           discovery.trouble;
}

base::Diagnostics several_ports(const Discovery& discovery) {
    const std::vector<uint16_t>& ports = discovery.ports;
    return {
        {.position = {.file = "command line"},
         .message = fmt::format("the target listens on several ports: {}", fmt::join(ports, ", ")),
         .hint = fmt::format("say which one with --port, for example --port {}", ports.front()),
         .source_line = {}}};
}

// The one port to ask on: the only one, or the profile's well-known one among several. A program
// that picks another port at each start is left to its choice.
base::Result<Settings> with_port(Settings settings, const Discovery& discovery, int well_known) {
    if (settings.port || discovery.ports.size() < 2) return settings;
    const auto found = std::find(discovery.ports.begin(), discovery.ports.end(), well_known);
    if (found == discovery.ports.end()) return several_ports(discovery);
    settings.port = *found;
    return settings;
}

std::vector<Listener> on_port(std::vector<Listener> listeners, std::optional<uint16_t> port) {
    std::erase_if(listeners,
                  [&](const Listener& listener) { return port && listener.local.port != *port; });
    return listeners;
}

bool sanity_failed(const RunResult& result, const casefile::Profile& profile) {
    return std::any_of(result.cases.begin(), result.cases.end(), [&](const auto& one) {
        return one.id == profile.sanity && one.verdict == Verdict::fail;
    });
}

std::vector<verdict::CaseResult> all_not_run(const Plan& plan, const Settings& settings,
                                             const casefile::Catalogue& catalogue,
                                             const std::string& reason) {
    std::vector<verdict::CaseResult> results;
    for (const Job& job : plan.jobs) {
        if (job.borrowed) continue;
        results.push_back(describe_job(job, settings, catalogue));
        results.back().reason = reason;
    }
    return results;
}

void conclude(RunResult& result, std::optional<int> signal, const std::string& trouble) {
    const verdict::Exit exit = verdict::decide_exit(result.cases, result.gate, signal, trouble);
    result.exit_code = exit.code;
    result.exit_reason = exit.reason;
    result.interrupted = signal.has_value();
}

}  // namespace

base::Result<RunResult> run(const casefile::Catalogue& catalogue, const Settings& asked,
                            const verdict::Gating& gating, Progress& progress) {
    const base::Instant start = base::Clock::now();
    base::Result<Plan> plan = make_plan(catalogue, asked);
    if (!plan) return plan.error();
    RunResult result = blank_result(asked, gating.gate, *plan);
    result.cases = all_not_run(*plan, asked, catalogue, "the target did not become ready");
    progress.planned(result);
    const Discovery discovery = discover(asked);
    if (discovery.outcome != Discovery::Outcome::ready) {
        conclude(result, std::nullopt, not_ready(discovery));
        return result;
    }
    const base::Result<Settings> settings = with_port(asked, discovery, plan->profile->port);
    if (!settings) return settings.error();
    const std::vector<Listener> listeners = on_port(discovery.listeners, settings->port);
    result.target.endpoint = describe(listeners);
    PoolEnd end = run_jobs(*plan, *settings, catalogue, listeners, gating, progress);
    result.cases = std::move(end.results);
    if (sanity_failed(result, *plan->profile))
        result.hints = observe_behaviour(*settings, listeners);
    conclude(result, end.signal, end.given_up);
    result.milliseconds = base::milliseconds(base::Clock::now() - start);
    return result;
}

}  // namespace echospec::engine
