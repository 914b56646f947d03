// SPDX-License-Identifier: Apache-2.0
#include "casefile/read_steps.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "casefile/describe.hpp"

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
        {"send", read_send},
        {"receive", read_receive},
        {"silence", read_on<Silence>},
        {"half-close", read_on<HalfClose>},
        {"close", read_on<Close>},
        {"abort", read_on<Abort>},
        {"pause-reading", read_on<PauseReading>},
        {"resume-reading", read_on<ResumeReading>},
        {"settle", read_plain<Settle>},
        {"signal", read_signal},
        {"exit", read_exit},
        {"restart", read_plain<Restart>},
        {"second-instance", read_plain<SecondInstance>},
        {"idle", read_plain<Idle>},
        {"remember", read_remember},
        {"still-serves", read_still_serves},
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

std::optional<Action> read_repeat(Scope& scope, const Node& value, bool& all_known) {
    MapReader map(scope, value);
    const auto times = read_number(scope, map.need("times"), kTimes);
    StepsRead inner = read_steps(scope, map.need("steps"));
    all_known = all_known && inner.all_known;
    if (!map.finish() || !times) return std::nullopt;
    return Repeat{static_cast<unsigned>(*times), std::move(inner.steps)};
}

void read_step(Scope& scope, const Node& item, StepsRead& read) {
    const Node* key = step_key(scope, item);
    if (!key) {
        read.all_known = false;
        return;
    }
    std::optional<Action> action;
    if (key->scalar == "repeat") {
        action = read_repeat(scope, item.items[0], read.all_known);
    } else if (const ReadAction reader = find_step(key->scalar)) {
        action = reader(scope, item.items[0]);
        if (!action && key->scalar == "connect") read.all_known = false;
    } else {
        complain_unknown(scope, *key);
        read.all_known = false;
    }
    if (!action) return;
    std::string text = describe(*action);
    read.steps.push_back({scope.mistakes.position(key->spot), std::move(text), std::move(*action)});
}

}  // namespace

StepsRead read_steps(Scope& scope, const Node* list) {
    StepsRead read;
    if (!list) return read;
    if (list->kind != Node::Kind::sequence || list->items.empty()) {
        complain_kind(scope, *list, "a list of steps", "`- connect:` and so on, one step a line");
        return read;
    }
    for (const Node& item : list->items)
        read_step(scope, item, read);
    return read;
}

}  // namespace echospec::casefile
