// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "engine/steps.hpp"

// A step on a group: `count: 3` opens three connections, or three sockets, under one name.

namespace echospec::engine {

inline std::string plural_of(const DatagramSockets&) {
    return "sockets";
}

template <class Group>
std::string plural_of(const Group&) {
    return "connections";
}

// Does the step on each of the group; the first that does not hold ends it.
template <class Group, class Step>
StepEnd on_each(const Group& group, const Step& step) {
    StepEnd last;
    for (const auto& one : group) {
        last = step(*one);
        if (!last.finding) continue;
        if (group.size() > 1) last.finding->observed = one->name() + ": " + last.finding->observed;
        return last;
    }
    if (group.size() > 1 && !last.seen.empty()) {
        last.seen = "on each of " + std::to_string(group.size()) + " " + plural_of(group) + ": " +
                    last.seen;
    }
    return last;
}

}  // namespace echospec::engine
