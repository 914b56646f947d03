// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/address.hpp"
#include "base/descriptor.hpp"

// Plain TCP and UDP sockets for tests, blocking. What fails throws HarnessError.

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

// The next connection that waits at the listener.
base::Descriptor accept_at(const base::Descriptor& listener);

// Closes with RST, whatever is queued.
void reset(base::Descriptor& socket);

// Sends a byte there and back.
bool echoes(const Pair& pair);

// How many segments the socket has received, by the kernel's own count (TCP_INFO).
struct Segments {
    unsigned all = 0;
    unsigned with_data = 0;
};
Segments segments_received(const base::Descriptor& socket);

// The errno of an attempt to connect; 0 if it succeeds.
int connect_error(const base::Endpoint& to);

base::Descriptor datagram_socket(const base::Endpoint& bound_to);
void connect_datagrams(const base::Descriptor& socket, const base::Endpoint& to);
void send_datagram(const base::Descriptor& socket, const base::Endpoint& to,
                   const std::string& bytes);

// The next datagram that is there.
struct Received {
    std::string bytes;
    base::Endpoint from;
};
Received receive_datagram(const base::Descriptor& socket);

}  // namespace echospec::tests
