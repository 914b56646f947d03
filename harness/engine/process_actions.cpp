// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <type_traits>

#include "base/text.hpp"
#include "engine/actions.hpp"

namespace echospec::engine {
namespace {

using verdict::Finality;
using verdict::Judgement;

constexpr double kNoticeable = 0.03;  // of one processor: below it, no load can be to blame
constexpr double kIdleShare = 0.2;    // of one processor: above it, an idle target is busy

verdict::ProcessView view(sandbox::Target& target) {
    verdict::ProcessView seen{.any_alive = target.alive()};
    if (const auto end = target.end()) {
        seen.ended = true;
        seen.by_signal = end->by_signal;
        seen.number = end->number;
    }
    return seen;
}

StepEnd plain(std::string seen, const Waited& waited) {
    return {.seen = std::move(seen),
            .waited = to_string(waited),
            .finding = {},
            .starved = waited.starved,
            .too_slow = waited.under_way};
}

size_t on_same_ports(const std::vector<Listener>& listeners, const std::vector<Listener>& known) {
    return static_cast<size_t>(
        std::count_if(listeners.begin(), listeners.end(), [&](const Listener& listener) {
            return std::any_of(known.begin(), known.end(), [&](const Listener& other) {
                return other.local.port == listener.local.port;
            });
        }));
}

// How busy the target is while it is left alone: its processor time beside the time in which the
// machine could have given it more. Else a spinning target would look idle on a loaded machine.
double busy_share(base::Duration used, base::Duration queued, base::Duration wall) {
    const double took = base::milliseconds(used), all = base::milliseconds(wall);
    if (took < kNoticeable * all) return took / std::max(1.0, all);
    return took / std::max(took, all - base::milliseconds(queued));
}

StepEnd measure_idleness(Stage& stage) {
    const base::Duration used_before = sandbox::measure_resources().processor;
    const base::Duration queued_before = stage.look().queued;
    const base::Instant start = base::Clock::now();
    const Waited waited = stage.settle();
    const base::Duration wall = base::Clock::now() - start;
    const base::Duration used = sandbox::measure_resources().processor - used_before;
    const double share = busy_share(used, stage.look().queued - queued_before, wall);
    if (waited.how == Waited::How::settled || share < kIdleShare) {
        return plain(fmt::format("{:.0f} % of a processor", share * 100), waited);
    }
    StepEnd end = broken("an idle target sleeps",
                         fmt::format("it took {:.0f} % of the processor time it could get while "
                                     "nothing was asked of it",
                                     share * 100),
                         waited);
    end.starved = false;  // a machine that gave it less than it wanted makes the proof no weaker
    return end;
}

// Steps that send may stand in a row: what a raw peer is answered meanwhile waits for its step.
bool sends_something(const casefile::SegmentStep& step) {
    return step.send.has_value();
}
bool sends_something(const casefile::DatagramStep& step) {
    return step.send.has_value();
}
bool sends_something(const casefile::IcmpStep& step) {
    return step.send.has_value();
}
template <class Action>
bool sends_something(const Action&) {
    return std::is_same_v<Action, casefile::Send> || std::is_same_v<Action, casefile::HalfClose> ||
           std::is_same_v<Action, casefile::Abort> || std::is_same_v<Action, casefile::ReleaseAcks>;
}

}  // namespace

Decided decide(Stage& stage, Purpose purpose, const std::function<Judgement(Finality)>& judge) {
    Decided decided;
    const auto is_known = [&] {
        decided.judgement = judge(Finality::open);
        return decided.judgement.state != Judgement::State::pending;
    };
    decided.waited = stage.wait(is_known, purpose);
    const bool is_open = decided.judgement.state == Judgement::State::pending;
    if (is_open) decided.judgement = judge(Finality::final);
    return decided;
}

StepEnd judged(const Judgement& judgement) {
    StepEnd end{.seen = judgement.seen, .waited = {}, .finding = {}};
    if (judgement.state == Judgement::State::broken) end.finding = judgement.finding;
    return end;
}

StepEnd judged(const Judgement& judgement, const Waited& waited) {
    StepEnd end = judged(judgement);
    end.waited = to_string(waited);
    end.starved = waited.starved;
    end.too_slow = waited.under_way && judgement.is_short;
    return end;
}

StepEnd broken(std::string expected, std::string observed, const Waited& waited) {
    return {.seen = {},
            .waited = to_string(waited),
            .finding = verdict::Finding{std::move(expected), std::move(observed), {}},
            .starved = waited.starved,
            .too_slow = waited.under_way};
}

StepEnd act(ActionContext& context, const casefile::Settle&) {
    return plain("nothing moves", context.stage.settle());
}

StepEnd act(ActionContext& context, const casefile::Signal& action) {
    context.stage.target().signal(action.number);
    return {};
}

StepEnd act(ActionContext& context, const casefile::Exit& action) {
    sandbox::Target& target = context.stage.target();
    Judgement judgement;
    const auto is_known = [&] {
        judgement = verdict::judge_exit(action, view(target), Finality::open);
        return judgement.state != Judgement::State::pending;
    };
    // A client may have to wait for its own time limit before it knows that a datagram was lost.
    const bool has_time_limit = context.transport == casefile::Transport::udp &&
                                context.stage.settings().role == casefile::Role::client;
    // What a raw peer leaves unanswered ends by the kernel's own timers.
    const Purpose purpose = context.stage.raw_ground() != nullptr ? Purpose::again : Purpose::reply;
    const Waited waited = has_time_limit ? context.stage.wait_for_time_limit(is_known)
                                         : context.stage.wait(is_known, purpose);
    if (judgement.state == Judgement::State::pending) {
        judgement = verdict::judge_exit(action, view(target), Finality::final);
    }
    StepEnd end = judged(judgement, waited);
    end.too_slow = waited.under_way;
    return end;
}

StepEnd act(ActionContext& context, const casefile::Restart&) {
    const std::string trouble = context.stage.restart_target(context.listeners);
    if (trouble.empty())
        return {.seen = "it listens again", .waited = {}, .finding = {}, .starved = false};
    return broken("the command, started again at once, listens on its port", trouble, {});
}

// What a server that is killed leaves behind, its kernel closes: FIN, and TIME-WAIT in the end.
StepEnd act(ActionContext& context, const casefile::TargetCloses&) {
    const auto& told = context.stage.settings().close_signal;
    context.stage.target().signal(told ? told->number : SIGKILL);
    return told ? StepEnd{} : act(context, casefile::Restart{});
}

// A second server on the port in use is refused by bind(2) or listen(2), unless both share the port
// on purpose (SO_REUSEPORT).
StepEnd act(ActionContext& context, const casefile::SecondInstance&) {
    Stage& stage = context.stage;
    const auto before = stage.listeners();
    const size_t sockets_before = stage.listening_sockets();
    stage.start_second_instance();
    const auto ended = [&] { return stage.second()->end().has_value(); };
    const Waited waited = stage.wait(ended, Purpose::reply);
    if (const auto end = stage.second()->end()) {
        return plain("the second one ended: " + sandbox::to_string(*end), waited);
    }
    const auto after = stage.listeners();
    // A program that has the kernel pick its port has another one at each start.
    if (on_same_ports(before, context.listeners) != before.size() && after.size() > before.size()) {
        return plain("the second one has a port of its own", waited);
    }
    const bool strays = on_same_ports(after, before) != after.size();
    if (!strays && stage.listening_sockets() > sockets_before) {
        return plain("both listen on the port", waited);
    }
    return broken("a second instance ends, since the port is taken, or shares the port",
                  strays ? "it runs, and listens on " + describe(after)
                         : "it runs, and does not listen on the port",
                  waited);
}

StepEnd act(ActionContext& context, const casefile::Idle&) {
    return measure_idleness(context.stage);
}

StepEnd act(ActionContext& context, const casefile::Remember&) {
    const Waited waited = context.stage.settle();
    context.stage.target().reap();
    const sandbox::Resources now = sandbox::measure_resources();
    context.stage.baseline = now;
    return plain(fmt::format("{} descriptors, {} threads, {} processes, {} KiB", now.descriptors,
                             now.threads, now.children, now.memory / 1024),
                 waited);
}

StepEnd act(ActionContext& context, const casefile::Repeat& action) {
    for (unsigned round = 1; round <= action.times; ++round) {
        for (const casefile::Step& step : action.steps) {
            StepEnd end = act(context, step);
            if (!end.finding) continue;
            end.finding->observed =
                fmt::format("in round {}, at \"{}\": {}", round, step.text, end.finding->observed);
            return end;
        }
    }
    return {.seen = fmt::format("{} rounds", action.times),
            .waited = {},
            .finding = {},
            .starved = false};
}

StepEnd act(ActionContext& context, const casefile::Step& step) {
    const bool sends =
        std::visit([](const auto& action) { return sends_something(action); }, step.action);
    if (!sends && context.stage.raw_ground() != nullptr) context.stage.raw_ground()->end_sending();
    return std::visit([&](const auto& action) { return act(context, action); }, step.action);
}

}  // namespace echospec::engine
