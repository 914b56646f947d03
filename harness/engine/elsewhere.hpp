// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "casefile/case.hpp"
#include "engine/discovery.hpp"
#include "engine/settings.hpp"

// A server that runs already (`--connect`): nothing is seen of its process, its sockets or its
// network, so silence takes 250 ms and a missing answer the whole patience.

namespace echospec::engine {

// Where it is, as if it had been discovered. A TCP server that many can connect to is tried once:
// the trouble says if nobody answers there.
Discovery discover_elsewhere(const Settings& settings);

// Why a case cannot be shown without the process; empty if it can.
std::string why_needs_process(const casefile::Variant& variant);

}  // namespace echospec::engine
