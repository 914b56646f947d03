// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

// What the kernel counts of datagrams outside any socket.

namespace echospec::sandbox {

// The backlog of every processor together: where a datagram sent over `lo` lies between the sender
// and the receiver's queue. Counts all of the machine's network namespaces.
struct Backlog {
    uint64_t waiting = 0;  // not delivered yet
    uint64_t dropped = 0;  // ever, because a backlog was full (net.core.netdev_max_backlog)
};

Backlog read_backlog();
Backlog parse_backlog(std::string_view softnet_stat);  // /proc/net/softnet_stat

// Datagrams that any socket of this network namespace has sent so far, IPv4 and IPv6.
uint64_t datagrams_sent();
uint64_t parse_datagrams_sent(std::string_view snmp, std::string_view snmp6);  // /proc/net/…

}  // namespace echospec::sandbox
