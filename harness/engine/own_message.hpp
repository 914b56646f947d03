// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/discovery.hpp"
#include "engine/settings.hpp"
#include "engine/stage.hpp"

// Some clients are told nothing: the textbook's says "Hello, world", whatever is on its stdin.

namespace echospec::engine {

// What the client of the profile one-shot says.
constexpr const char* one_shot_greeting(casefile::Transport transport) {
    return transport == casefile::Transport::udp ? "hi" : "hello!";
}

// What the client says, given this message, before it is answered. For a worker.
std::string said_when_given(Stage& stage, const std::vector<Listener>& addresses,
                            const std::string& message);

// The message that a client sends whatever it is given, found by starting it in workers of its own;
// nothing if it says what it was told, or something that follows from that.
std::optional<std::string> find_own_message(const Settings& settings,
                                            const std::vector<Listener>& addresses);

}  // namespace echospec::engine
