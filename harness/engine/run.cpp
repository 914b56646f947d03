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
#include "engine/own_message.hpp"
#include "engine/run_case.hpp"
#include "sandbox/network.hpp"
#include "sandbox/raw_link.hpp"
#include "verdict/exit_code.hpp"

#ifndef ECHOSPEC_VERSION
#error "ECHOSPEC_VERSION comes from CMake"
#endif

namespace echospec::engine {
namespace {

using casefile::Transport;
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

verdict::EnvironmentInfo environment(const Settings& settings) {
    const sandbox::Isolation isolation = settings.isolation;
    verdict::EnvironmentInfo info;
    utsname system{};
    ::uname(&system);
    info.isolation = sandbox::to_string(isolation);
    info.kernel = fmt::format("{} {}", static_cast<const char*>(system.sysname),
                              static_cast<const char*>(system.release));
    if (isolation == sandbox::Isolation::sandbox) {
        info.settings = sandbox::network_settings();
        info.settings.merge(std::map(sandbox::raw_link_settings()));
    } else if (settings.connect) {
        info.lost =
            "the server runs already: nothing is seen of its process, its sockets and the wire; "
            "silence takes 250 ms, and a missing answer the whole patience";
    } else {
        info.lost =
            "cases share the host's network: they run one at a time, and what another "
            "program leaves on the port can disturb them";
    }
    return info;
}

std::vector<std::string> names_of(const std::vector<Transport>& transports) {
    std::vector<std::string> names;
    for (const Transport transport : transports)
        names.push_back(casefile::to_string(transport));
    return names;
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

RunResult blank_result(const Settings& settings, const verdict::Gate& gate) {
    RunResult result;
    result.gate = gate;
    result.version = ECHOSPEC_VERSION;
    result.seed = settings.seed;
    result.started = utc_now();
    result.hostname = hostname();
    result.target = target_info(settings);
    result.environment = environment(settings);
    return result;
}

std::string not_ready(const Discovery& discovery) {
    return "the target did not become ready: " + discovery.trouble;
}

base::Diagnostics several_ports(const std::vector<uint16_t>& ports) {
    return {
        {.position = {.file = "command line"},
         .message = fmt::format("the target listens on several ports: {}", fmt::join(ports, ", ")),
         .hint = fmt::format("say which one with --port, for example --port {}", ports.front()),
         .source_line = {}}};
}

// The one port to ask on: the only one, or the profile's well-known one among several. Nothing for
// the only one: a program that picks another port at each start is left to its choice.
base::Result<std::optional<uint16_t>> port_to_ask(const std::vector<uint16_t>& ports,
                                                  int well_known) {
    if (ports.size() < 2) return std::optional<uint16_t>();
    if (std::find(ports.begin(), ports.end(), well_known) == ports.end()) {
        return several_ports(ports);
    }
    return std::optional<uint16_t>(static_cast<uint16_t>(well_known));
}

// UDP's, beside TCP on this port: the same one before any other. Nothing where several are bound
// and none of them stands out: they serve something else.
std::optional<uint16_t> port_beside(const std::vector<uint16_t>& ports,
                                    const std::vector<uint16_t>& tcp_ports, int well_known) {
    for (const uint16_t port : ports) {
        if (std::find(tcp_ports.begin(), tcp_ports.end(), port) != tcp_ports.end()) return port;
    }
    const base::Result<std::optional<uint16_t>> port = port_to_ask(ports, well_known);
    if (!port || ports.empty()) return std::nullopt;
    return port->value_or(ports.front());
}

// The role, which transports are asked, and on which port each.
base::Result<Settings> with_findings(Settings settings, const Discovery& discovery,
                                     int well_known) {
    const auto tcp = on_transport(discovery.listeners, Transport::tcp);
    const auto udp = on_transport(discovery.listeners, Transport::udp);
    const bool both = !tcp.empty() && !udp.empty();
    settings.role = discovery.outcome == Discovery::Outcome::client ? casefile::Role::client
                                                                    : casefile::Role::server;
    if (!tcp.empty()) settings.found.push_back(Transport::tcp);
    if (!udp.empty()) settings.found.push_back(Transport::udp);
    if (settings.port) return settings;
    const auto port = port_to_ask(ports_of(tcp.empty() ? udp : tcp), well_known);
    if (!port) return port.error();
    settings.port = *port;
    // A single one is left to the program's choice, as with TCP.
    if (!both || (!settings.port && ports_of(udp).size() == 1)) return settings;
    const std::vector<uint16_t> asked =
        settings.port ? std::vector<uint16_t>{*settings.port} : ports_of(tcp);
    settings.udp_port = port_beside(ports_of(udp), asked, well_known);
    if (!settings.udp_port) settings.found.pop_back();
    return settings;
}

std::vector<Listener> asked_on(std::vector<Listener> listeners, const Settings& settings) {
    std::erase_if(listeners, [&](const Listener& listener) {
        const std::optional<uint16_t> port = port_of(settings, listener.transport);
        return port && listener.local.port != *port;
    });
    return listeners;
}

bool ended_as(const RunResult& result, const std::string& id, Verdict verdict) {
    return std::any_of(result.cases.begin(), result.cases.end(),
                       [&](const auto& one) { return one.id == id && one.verdict == verdict; });
}

// A first case that is only expected to hold does not make a run deviate; but it is the only one
// that ran, and one case alone is no reason to say that the target conforms.
std::string why_untested(const RunResult& result, const std::string& sanity,
                         const verdict::Gate& gate) {
    if (gate.strict || !ended_as(result, sanity, Verdict::warn)) return {};
    return sanity + " does not hold, and all other cases presume it";
}

void plan_result(RunResult& result, const Plan& plan, const Settings& settings,
                 const casefile::Catalogue& catalogue) {
    result.plan = {plan.size, plan.digest, settings.shard.index, settings.shard.total};
    for (const Job& job : plan.jobs) {
        if (job.borrowed) continue;
        result.cases.push_back(describe_job(job, settings, catalogue));
    }
}

// Only a client of an echo service is told what to say.
bool wants_messages(const casefile::Profile& profile, const Settings& settings) {
    const auto replies = profile.claims.find("replies");
    return settings.role == casefile::Role::client && replies != profile.claims.end() &&
           replies->second == "echo";
}

std::string about_own_message(const std::string& message, Transport transport) {
    if (message == one_shot_greeting(transport)) {
        return fmt::format(
            "it says \"{}\" whatever it is given: that is what the profile one-shot "
            "describes: --profile one-shot",
            message);
    }
    return fmt::format(
        "it says {} whatever it is given, so cases with other messages are skipped; a client takes "
        "its message from stdin, or from its command line where COMMAND has {{message}}",
        base::quoted(message, 60));
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
    RunResult result = blank_result(asked, gating.gate);
    const Discovery discovery = discover(asked);
    if (discovery.outcome == Discovery::Outcome::never_ready) {
        plan_result(result, *plan, asked, catalogue);
        for (verdict::CaseResult& one : result.cases)
            one.reason = "the target did not become ready";
        progress.planned(result);
        conclude(result, std::nullopt, not_ready(discovery));
        return result;
    }
    base::Result<Settings> settings = with_findings(asked, discovery, plan->profile->port);
    if (!settings) return settings.error();
    plan = make_plan(catalogue, *settings);  // for what was found
    if (!plan) return plan.error();
    const std::vector<Listener> listeners = asked_on(discovery.listeners, *settings);
    result.target.role = casefile::to_string(*settings->role);
    result.target.transports = names_of(settings->found);
    result.target.endpoint = describe(listeners);
    plan_result(result, *plan, *settings, catalogue);
    progress.planned(result);
    if (wants_messages(*plan->profile, *settings))
        settings->own_message = find_own_message(*settings, listeners);
    PoolEnd end = run_jobs(*plan, *settings, catalogue, listeners, gating, progress);
    result.cases = std::move(end.results);
    const std::string sanity = plan->profile->sanity_of(*settings->role, settings->found.front());
    const bool may_be_asked_again = !settings->connect;
    if (may_be_asked_again &&
        (ended_as(result, sanity, Verdict::fail) || ended_as(result, sanity, Verdict::warn))) {
        result.hints = observe_behaviour(*settings, listeners);
    }
    if (end.given_up.empty()) end.given_up = why_untested(result, sanity, result.gate);
    if (settings->own_message) {
        result.hints.push_back(about_own_message(*settings->own_message, settings->found.front()));
    }
    conclude(result, end.signal, end.given_up);
    result.milliseconds = base::milliseconds(base::Clock::now() - start);
    return result;
}

}  // namespace echospec::engine
