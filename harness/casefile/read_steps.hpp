// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "casefile/map_reader.hpp"
#include "casefile/step.hpp"

// The steps of a case, read for one row of its matrix.

namespace echospec::casefile {

struct StepsRead {
    std::vector<Step> steps;
    bool all_known = true;  // false: a step that may open a connection could not be read
};

StepsRead read_steps(Scope& scope, const Node* list);

// What follows a step's name. Nothing is returned where it is wrong, and has been reported.
using ReadAction = std::optional<Action> (*)(Scope& scope, const Node& value);

// The steps that act on a connection.
std::optional<Action> read_connect(Scope& scope, const Node& value);
std::optional<Action> read_send(Scope& scope, const Node& value);
std::optional<Action> read_receive(Scope& scope, const Node& value);

std::optional<Action> read_states(Scope& scope, const Node& value);
// The steps of cases for clients, and what any target prints.
std::optional<Action> read_listen(Scope& scope, const Node& value);
std::optional<Action> read_accept(Scope& scope, const Node& value);
std::optional<Action> read_echo_back(Scope& scope, const Node& value);
std::optional<Action> read_stdout(Scope& scope, const Node& value);
std::optional<Action> read_stderr(Scope& scope, const Node& value);

// "all", or a size.
std::optional<Part> read_part(Scope& scope, const Node& node);

// The steps that act on the target's processes, and a signal's name wherever one stands.
std::optional<Signal> read_signal_name(Scope& scope, const Node* node);
std::optional<Action> read_signal(Scope& scope, const Node& value);
std::optional<Action> read_exit(Scope& scope, const Node& value);
std::optional<Action> read_remember(Scope& scope, const Node& value);
std::optional<Action> read_still_serves(Scope& scope, const Node& value);

// The steps of which a connection's name is all that can be said: half-close, close, abort,
// silence, …
template <class T>
std::optional<Action> read_on(Scope& scope, const Node& value) {
    if (value.kind == Node::Kind::nothing) return T{};
    if (value.kind == Node::Kind::map) {
        complain_kind(scope, value, "a name", "the name alone: `client`");
        return std::nullopt;
    }
    const std::optional<std::string> name = read_name(scope, &value);
    if (!name) return std::nullopt;
    return T{*name};
}

// The steps that take no value.
template <class T>
std::optional<Action> read_plain(Scope& scope, const Node& value) {
    if (value.kind == Node::Kind::nothing) return T{};
    complain(scope, value, "this step takes no value", "");
    return std::nullopt;
}

}  // namespace echospec::casefile
