// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/address.hpp"
#include "sandbox/netlink.hpp"
#include "wire/state.hpp"

// The kernel's own table of TCP sockets, by sock_diag(7): states, queues and timers of both ends,
// also of sockets that no process owns any more.

namespace echospec::sandbox {

// idiag_timer of linux/inet_diag.h.
enum class SocketTimer : uint8_t { none, retransmit, keepalive, time_wait, window_probe };

std::string to_string(SocketTimer timer);  // "retransmission"; empty for none

struct SocketEntry {
    wire::State state = wire::State::closed;
    SocketTimer timer = SocketTimer::none;
    base::Endpoint local;
    base::Endpoint remote;
    uint32_t receive_queue = 0;  // octets not read; of a listener: connections not accepted
    uint32_t send_queue = 0;     // octets not acknowledged; of a listener: the backlog
    uint64_t inode = 0;          // 0 if no process owns it
    bool v6_only = false;
    bool operator==(const SocketEntry&) const = default;
};

// All TCP sockets of the network namespace in which the table was opened.
class SocketTable {
  public:
    SocketTable();
    std::vector<SocketEntry> all();
    std::vector<SocketEntry> listeners();

  private:
    std::vector<SocketEntry> query(uint32_t states);
    Netlink netlink_;
};

}  // namespace echospec::sandbox
