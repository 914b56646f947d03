// SPDX-License-Identifier: Apache-2.0
#include "engine/applicability.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <set>

#include "engine/elsewhere.hpp"
#include "engine/message.hpp"
#include "engine/raw_place.hpp"

namespace echospec::engine {
namespace {

// Why such a target cannot be asked over this version of IP; empty if it can.
std::string why_not_over(casefile::Family family, const std::vector<Listener>& listeners) {
    if (family == casefile::Family::any || reachable(listeners, family)) return {};
    return fmt::format("the target does not listen on {}",
                       family == casefile::Family::ipv6 ? "IPv6" : "IPv4");
}

// Why this step can ask such a target nothing; empty if it can.
std::string why_not_asked(const casefile::Connect& connect,
                          const std::vector<Listener>& listeners) {
    if (connect.to && !reachable_at(listeners, *connect.to)) {
        return "the target does not listen on " + base::to_string(*connect.to);
    }
    if (!connect.from) return {};
    return why_not_over(connect.from->is_v6 ? casefile::Family::ipv6 : casefile::Family::ipv4,
                        listeners);
}

std::string why_no_raw_peer(const Job& job, const Settings& settings,
                            const std::vector<Listener>& all) {
    const auto peers = raw_peers(job.variant->steps);
    if (peers.empty()) return {};
    if (settings.isolation == sandbox::Isolation::host) {
        return "a raw peer stands behind a link of the case's own network: that needs the sandbox";
    }
    const auto asked = on_transport(all, job.test->applies.transport);
    const casefile::Role role = job.test->applies.role;
    const RawPlace place = settings.own_stack ? place_raw_peer(*settings.own_stack, 0, role)
                                              : place_raw_peer(asked, role);
    for (const casefile::RawPeer& peer : peers) {
        const std::string over = why_not_over(peer.family, asked);
        const std::string why = over.empty() ? why_out_of_reach(place, peer, asked) : over;
        if (!why.empty()) return why;
    }
    return {};
}

// The first setting of the case's network that this kernel does not know.
std::string unknown_setting(const casefile::Start& start) {
    for (const auto& [name, value] : start.kernel) {
        if (::access(("/proc/sys/net/ipv4/" + name).c_str(), F_OK) != 0) return name;
    }
    return {};
}

// Whether there is a step of this kind.
template <class Action, class Predicate>
bool has_step(const std::vector<casefile::Step>& steps, const Predicate& is_such) {
    return std::any_of(steps.begin(), steps.end(), [&](const casefile::Step& step) {
        const auto* const repeat = std::get_if<casefile::Repeat>(&step.action);
        if (repeat != nullptr) return has_step<Action>(repeat->steps, is_such);
        const auto* const action = std::get_if<Action>(&step.action);
        return action != nullptr && is_such(*action);
    });
}

template <class Action>
bool has_step(const std::vector<casefile::Step>& steps) {
    return has_step<Action>(steps, [](const Action&) { return true; });
}

bool halts_the_program(const casefile::Signal& signal) {
    static const std::set<std::string> kHalting{"KILL", "STOP", "TERM", "INT", "HUP"};
    return kHalting.contains(signal.name);
}

// What ends or halts a program leaves its sockets to the kernel, and a TCP of its own to nobody.
std::string why_not_on_own_stack(const Settings& settings,
                                 const std::vector<casefile::Step>& steps) {
    if (!settings.own_stack) return {};
    if (has_step<casefile::Signal>(steps, halts_the_program)) {
        return "the program is ended or halted, and its own stack with it";
    }
    if (settings.close_signal || !has_step<casefile::TargetCloses>(steps)) return {};
    return "nothing has it close its connections first; --close-signal names the signal that does";
}

}  // namespace

std::string why_not_applicable(const Job& job, const Settings& settings,
                               const std::vector<Listener>& all) {
    if (const auto& message = job.variant->start.message) {
        if (settings.own_message) return "the target has a message of its own, and takes no other";
        const std::string obstacle = why_not_sayable(settings.command, *message);
        if (!obstacle.empty()) return obstacle;
    }
    if (settings.shows.form == casefile::Display::Form::nothing &&
        has_step<casefile::Stdout>(job.variant->steps)) {
        return "the target is declared to show nothing of what it receives";
    }
    const std::string without_peer = why_no_raw_peer(job, settings, all);
    if (!without_peer.empty()) return without_peer;
    const std::string setting = unknown_setting(job.variant->start);
    if (!setting.empty()) return "this kernel has no net.ipv4." + setting;
    const std::string alone = why_not_on_own_stack(settings, job.variant->steps);
    if (!alone.empty()) return alone;
    if (settings.connect) {
        const std::string need = why_needs_process(*job.variant);
        if (!need.empty()) return need;
    }
    const auto listeners = on_transport(all, job.test->applies.transport);
    const std::string over = why_not_over(job.test->applies.family, listeners);
    if (!over.empty()) return over;
    for (const casefile::Step& step : job.variant->steps) {
        const auto* const connect = std::get_if<casefile::Connect>(&step.action);
        const std::string why = connect == nullptr ? "" : why_not_asked(*connect, listeners);
        if (!why.empty()) return why;
    }
    return {};
}

}  // namespace echospec::engine
