// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/address.hpp"
#include "sandbox/netlink.hpp"

// The kernel's table of UDP sockets, by sock_diag(7): what is bound, what lies unread in the
// receive queues, and how many datagrams were dropped because a queue was full. A socket that has
// no port yet is not in it. Where the kernel cannot tell (no udp_diag), the table is empty.

namespace echospec::sandbox {

struct DatagramEntry {
    base::Endpoint local;
    base::Endpoint remote;       // port 0: not connected
    uint32_t receive_queue = 0;  // octets not read, with the kernel's own overhead
    uint32_t drops = 0;          // datagrams lost here since the socket was made
    uint64_t inode = 0;
    bool v6_only = false;
    bool is_connected() const { return remote.port != 0; }
    bool operator==(const DatagramEntry&) const = default;
};

// All UDP sockets of the network namespace in which the table was opened.
class DatagramTable {
  public:
    DatagramTable();
    std::vector<DatagramEntry> all();
    bool is_known();  // whether this kernel can tell at all

  private:
    bool query(uint8_t family, const std::function<void(const DatagramEntry&)>& each);
    Netlink netlink_;
};

}  // namespace echospec::sandbox
