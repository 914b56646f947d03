// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/discovery.hpp"
#include "engine/settings.hpp"

namespace echospec::engine {

// What a target that does not echo a single byte does instead, found by talking to it once more: it
// speaks first, waits for a whole line, changes what it sends back, gives one answer and closes …
// One sentence each; empty if nothing can be said.
std::vector<std::string> observe_behaviour(const Settings& settings,
                                           const std::vector<Listener>& listeners);

}  // namespace echospec::engine
