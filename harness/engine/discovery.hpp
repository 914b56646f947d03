// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/address.hpp"
#include "casefile/case.hpp"
#include "engine/settings.hpp"

// What the target turned out to be when it was started once, before any case. What opens a
// listening socket is a server: which, is read from the kernel, never by connecting. What sends a
// SYN instead is a client: nobody answers it, so it shows every address that it tries.
//
// A UDP socket does not listen: it is bound, and so is a client's once it has sent something. A
// server's is one that is not connected, and whose port was chosen: outside the range from which
// the kernel picks ports for clients, or the same as one of TCP. Where nothing has been sent at all
// no client can be among them, so then a port that the kernel picked is a server's too.

namespace echospec::engine {

// Of a client: an address that it connects to, where the tester listens in its place.
struct Listener {
    base::Endpoint local;
    bool v6_only = false;
    casefile::Transport transport = casefile::Transport::tcp;
    auto operator<=>(const Listener&) const = default;
};

struct Discovery {
    enum class Outcome { ready, never_ready, client };
    Outcome outcome = Outcome::never_ready;
    std::vector<Listener> listeners;  // all that it opened
    std::string trouble;              // why it is not ready
};

// Starts the target in a worker of its own and reports. Throws HarnessError if that cannot be done.
Discovery discover(const Settings& settings);

std::vector<Listener> on_transport(std::vector<Listener> listeners, casefile::Transport transport);

// Their ports, ascending, each once.
std::vector<uint16_t> ports_of(const std::vector<Listener>& listeners);

// The address a tester of this family connects to; nothing if nobody listens for it.
std::optional<base::Endpoint> reachable(const std::vector<Listener>& listeners,
                                        casefile::Family family);

// Where the target is asked at this address of the machine; nothing if it does not listen on it.
std::optional<base::Endpoint> reachable_at(const std::vector<Listener>& listeners,
                                           const base::Address& address);

std::string describe(const std::vector<Listener>& listeners);

}  // namespace echospec::engine
