// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/address.hpp"
#include "base/descriptor.hpp"

// Plain TCP sockets for tests, blocking. What fails throws HarnessError.

namespace echospec::tests {

base::Descriptor listen_at(const base::Endpoint& endpoint);
base::Descriptor listen_v6_only(const base::Endpoint& endpoint);

base::Endpoint local_of(const base::Descriptor& socket);

// Both ends of one connection.
struct Pair {
    base::Descriptor client;
    base::Descriptor server;
};
Pair connect_to(const base::Descriptor& listener);

// Sends a byte there and back.
bool echoes(const Pair& pair);

// The errno of an attempt to connect; 0 if it succeeds.
int connect_error(const base::Endpoint& to);

}  // namespace echospec::tests
