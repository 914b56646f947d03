// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "casefile/case.hpp"
#include "engine/discovery.hpp"
#include "sandbox/raw_link.hpp"

// Where the raw peer of a case stands, and where the target is from there: decided from what the
// target listens on, or connects to. Pure.

namespace echospec::engine {

struct RawEnds {
    base::Endpoint tester;                    // of a case for servers, port 0: any
    base::Endpoint target;                    // of a case for clients, port 0: any
    std::optional<base::Address> other = {};  // where a server can be asked, too
};

struct RawPlace {
    sandbox::RawLinkPlan link;
    std::optional<RawEnds> v4;
    std::optional<RawEnds> v6;
};

// `listeners` are those of the case's transport.
RawPlace place_raw_peer(const std::vector<Listener>& listeners, casefile::Role role);

// The same of a target with a TCP of its own, to which the kernel forwards: of a server that
// listens on this port, of a client that connects to it.
RawPlace place_raw_peer(const casefile::OwnStack& stack, uint16_t port, casefile::Role role);

// The ends over this family, or over whichever there is; nothing if the target has none there.
std::optional<RawEnds> ends_over(const RawPlace& place, casefile::Family family);

// Why this raw peer cannot reach such a target; empty if it can.
std::string why_out_of_reach(const RawPlace& place, const casefile::RawPeer& peer,
                             const std::vector<Listener>& listeners);

// The raw peers that the steps make.
std::vector<casefile::RawPeer> raw_peers(const std::vector<casefile::Step>& steps);

}  // namespace echospec::engine
