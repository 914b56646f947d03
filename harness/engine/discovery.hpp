// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/address.hpp"
#include "casefile/step.hpp"
#include "engine/settings.hpp"

// What the target turned out to be when it was started once, before any case. What opens a
// listening socket is a server: which, is read from the kernel, never by connecting. What sends a
// SYN instead is a client: nobody answers it, so it shows every address that it tries.

namespace echospec::engine {

// Of a client: an address that it connects to, where the tester listens in its place.
struct Listener {
    base::Endpoint local;
    bool v6_only = false;
    auto operator<=>(const Listener&) const = default;
};

struct Discovery {
    enum class Outcome { ready, never_ready, client };
    Outcome outcome = Outcome::never_ready;
    std::vector<Listener> listeners;  // of the port to ask
    std::vector<uint16_t> ports;      // all that it opened
    std::string trouble;              // why it is not ready
    std::string target_stderr;
};

// Starts the target in a worker of its own and reports. Throws HarnessError if that cannot be done.
Discovery discover(const Settings& settings);

// The address a tester of this family connects to; nothing if nobody listens for it.
std::optional<base::Endpoint> reachable(const std::vector<Listener>& listeners,
                                        casefile::Family family);

std::string describe(const std::vector<Listener>& listeners);

}  // namespace echospec::engine
