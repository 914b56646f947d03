// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/discovery.hpp"
#include "engine/settings.hpp"

namespace echospec::engine {

// What a target does that fails its profile's first case, found by talking to it once more: it
// speaks first, waits for a whole line, changes what it sends back, says something of its own … And
// which other profile that fits, if one does. One sentence each; empty if nothing can be said.
std::vector<std::string> observe_behaviour(const Settings& settings,
                                           const std::vector<Listener>& listeners);

}  // namespace echospec::engine
