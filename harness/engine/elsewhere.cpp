// SPDX-License-Identifier: Apache-2.0
#include "engine/elsewhere.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/stage.hpp"
#include "engine/worker.hpp"

namespace echospec::engine {
namespace {

// What of the steps needs the process; empty if nothing does.
struct Need {
    std::string operator()(const casefile::Signal&) const { return "signals are sent to it"; }
    std::string operator()(const casefile::Exit&) const { return "its end is looked at"; }
    std::string operator()(const casefile::Restart&) const { return "it is restarted"; }
    std::string operator()(const casefile::TargetCloses&) const { return "it is made to close"; }
    std::string operator()(const casefile::SecondInstance&) const {
        return "it is started a second time";
    }
    std::string operator()(const casefile::Idle&) const { return "its processor time is measured"; }
    std::string operator()(const casefile::Remember&) const { return "its resources are measured"; }
    std::string operator()(const casefile::States&) const { return "its sockets are looked at"; }
    std::string operator()(const casefile::Stdout&) const { return "its output is looked at"; }
    std::string operator()(const casefile::Stderr&) const { return "its output is looked at"; }
    std::string operator()(const casefile::Repeat& repeat) const { return of(repeat.steps); }
    template <class Other>
    std::string operator()(const Other&) const {
        return {};
    }

    static std::string of(const std::vector<casefile::Step>& steps) {
        for (const casefile::Step& step : steps) {
            std::string need = std::visit(Need{}, step.action);
            if (!need.empty()) return need;
        }
        return {};
    }
};

bool measures_growth(const casefile::After& after) {
    return after.descriptors_grown || after.threads_grown || after.children_grown ||
           after.memory_grown;
}

// Connects once and leaves in good order; what came of it.
std::string try_once(const Settings& settings) {
    Stage stage(settings);
    const auto connection = stage.open("trial", 1).front();
    connection->connect(*settings.connect, std::nullopt);
    const auto answered = [&] { return connection->phase() != peer::Phase::connecting; };
    stage.wait(answered, Purpose::reply);
    switch (connection->phase()) {
        case peer::Phase::connected:
            return {};
        case peer::Phase::refused:
            return "the connection is refused: nobody listens there";
        case peer::Phase::connecting:
            return "no answer to the SYN";
        case peer::Phase::unreachable:
            return "it cannot be reached";
    }
    return {};
}

}  // namespace

Discovery discover_elsewhere(const Settings& settings) {
    Discovery discovery{.outcome = Discovery::Outcome::ready, .listeners = {}, .trouble = {}};
    const auto transport = settings.transport.value_or(casefile::Transport::tcp);
    discovery.listeners = {{*settings.connect, true, transport}};
    const bool may_be_tried =
        transport == casefile::Transport::tcp && settings.profile != "one-shot";
    if (may_be_tried) {
        const auto limit = settings.patience + settings.case_limit;
        discovery.trouble =
            in_worker(settings.isolation, limit, [&] { return try_once(settings); });
    }
    if (!discovery.trouble.empty()) discovery.outcome = Discovery::Outcome::never_ready;
    return discovery;
}

std::string why_needs_process(const casefile::Variant& variant) {
    std::string need = Need::of(variant.steps);
    casefile::Start usual;
    if (variant.start != usual) need = "it is started in another way";
    if (measures_growth(variant.after)) need = "its resources are measured";
    return need.empty() ? "" : "needs the process, which --connect does not have: " + need;
}

}  // namespace echospec::engine
