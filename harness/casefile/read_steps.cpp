// SPDX-License-Identifier: Apache-2.0
#include "casefile/read_steps.hpp"

#include <fmt/format.h>

#include "casefile/describe.hpp"
#include "casefile/read_raw_steps.hpp"

namespace echospec::casefile {
namespace {

struct StepName {
    std::string name;
    ReadAction read;
};

// `repeat` is not among them: it contains steps.
const std::vector<StepName>& step_names() {
    static const std::vector<StepName> kNames{
        {"connect", read_connect},
        {"listen", read_listen},
        {"start-target", read_plain<StartTarget>},
        {"accept", read_accept},
        {"retries-or-ends", read_on<RetriesOrEnds>},
        {"echo", read_echo_back},
        {"send", read_send},
        {"receive", read_receive},
        {"silence", read_on<Silence>},
        {"half-close", read_on<HalfClose>},
        {"close", read_on<Close>},
        {"abort", read_on<Abort>},
        {"pause-reading", read_on<PauseReading>},
        {"resume-reading", read_on<ResumeReading>},
        {"state", read_states},
        {"settle", read_plain<Settle>},
        {"signal", read_signal},
        {"exit", read_exit},
        {"stdout", read_stdout},
        {"stderr", read_stderr},
        {"restart", read_plain<Restart>},
        {"target-closes", read_plain<TargetCloses>},
        {"second-instance", read_plain<SecondInstance>},
        {"idle", read_plain<Idle>},
        {"remember", read_remember},
        {"still-serves", read_still_serves},
        {"raw-peer", read_raw_peer},
        {"handshake", read_on<Handshake>},
        {"hold-acks", read_on<HoldAcks>},
        {"release-acks", read_on<ReleaseAcks>},
        {"vanish", read_on<Vanish>},
        {"segment", read_segment},
        {"initial-numbers", read_initial_numbers},
        {"datagram", read_datagram},
        {"icmp", read_icmp},
    };
    return kNames;
}

ReadAction find_step(std::string_view name) {
    for (const StepName& known : step_names()) {
        if (known.name == name) return known.read;
    }
    return nullptr;
}

void complain_unknown(Scope& scope, const Node& key) {
    std::vector<std::string> known{"repeat"};
    for (const StepName& step : step_names())
        known.push_back(step.name);
    scope.mistakes.add(key.spot, fmt::format("unknown step `{}`", key.scalar),
                       base::suggest(key.scalar, known));
}

// The one entry of a step's map; null if it is written otherwise.
const Node* step_key(Scope& scope, const Node& item) {
    if (item.kind == Node::Kind::map && item.keys.size() == 1) return &item.keys[0];
    if (item.kind == Node::Kind::map && item.keys.size() > 1) {
        complain(
            scope, item.keys[1],
            fmt::format("`{}` cannot stand beside `{}`", item.keys[1].scalar, item.keys[0].scalar),
            fmt::format("{}: {{{}: …}}, or a step of its own behind a `-`", item.keys[0].scalar,
                        item.keys[1].scalar));
    } else if (item.kind == Node::Kind::scalar) {
        complain(scope, item, fmt::format("`{}` is not a step", item.scalar),
                 fmt::format("a step's name ends with a colon: `{}:`", item.scalar));
    } else {
        complain_kind(scope, item, "a step", "`- connect:`");
    }
    return nullptr;
}

struct StepRead {
    std::optional<Action> action;
    bool all_known = true;
};

StepRead read_repeat(Scope& scope, const Node& value) {
    MapReader map(scope, value);
    const auto times = read_number(scope, map.need("times"), kTimes);
    StepsRead inner = read_steps(scope, map.need("steps"));
    if (!map.finish() || !times) return {std::nullopt, inner.all_known};
    return {Repeat{static_cast<unsigned>(*times), std::move(inner.steps)}, inner.all_known};
}

StepRead read_step(Scope& scope, const Node& key, const Node& value) {
    if (key.scalar == "repeat") return read_repeat(scope, value);
    const ReadAction reader = find_step(key.scalar);
    if (!reader) {
        complain_unknown(scope, key);
        return {std::nullopt, false};
    }
    std::optional<Action> action = reader(scope, value);
    const bool opens =
        key.scalar == "connect" || key.scalar == "accept" || key.scalar == "raw-peer";
    const bool known = action || !opens;
    return {std::move(action), known};
}

}  // namespace

StepsRead read_steps(Scope& scope, const Node* list) {
    StepsRead all;
    if (!list) return all;
    if (list->kind != Node::Kind::sequence || list->items.empty()) {
        complain_kind(scope, *list, "a list of steps", "`- connect:` and so on, one step a line");
        return all;
    }
    for (const Node& item : list->items) {
        const Node* key = step_key(scope, item);
        StepRead read = key ? read_step(scope, *key, item.items[0]) : StepRead{std::nullopt, false};
        all.all_known = all.all_known && read.all_known;
        if (!read.action) continue;
        std::string text = describe(*read.action);
        all.steps.push_back(
            {scope.mistakes.position(key->spot), std::move(text), std::move(*read.action)});
    }
    return all;
}

}  // namespace echospec::casefile
