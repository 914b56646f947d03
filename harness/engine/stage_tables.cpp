// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "engine/stage.hpp"

// What the kernel's socket tables say of the stage: whose each socket is, and what listens.

namespace echospec::engine {

// On the host, only what a process of the target holds is the target's.
std::vector<sandbox::SocketEntry> Stage::own_listeners() {
    std::vector<sandbox::SocketEntry> entries = sockets_->listeners();
    if (settings_.isolation == sandbox::Isolation::host) {
        const std::set<uint64_t> owned = target_inodes();
        std::erase_if(entries, [&](const auto& entry) { return !owned.contains(entry.inode); });
    }
    if (settings_.port) {
        std::erase_if(entries,
                      [&](const auto& entry) { return entry.local.port != *settings_.port; });
    }
    return entries;
}

// What is bound to its ports, beside what listens on TCP.
std::vector<sandbox::DatagramEntry> Stage::own_datagram_servers() {
    std::vector<uint16_t> tcp_ports;
    if (settings_.transport != casefile::Transport::udp) {
        for (const auto& entry : own_listeners())
            tcp_ports.push_back(entry.local.port);
    }
    return datagrams_->servers(tcp_ports);
}

std::vector<Listener> Stage::listeners() {
    std::vector<Listener> all = listeners(casefile::Transport::tcp);
    for (const Listener& listener : listeners(casefile::Transport::udp))
        all.push_back(listener);
    return all;
}

std::vector<Listener> Stage::listeners(casefile::Transport transport) {
    if (settings_.transport && settings_.transport != transport) return {};
    if (settings_.own_stack) return own_stack_listeners(transport);
    std::set<Listener> found;
    if (transport == casefile::Transport::tcp) {
        for (const auto& entry : own_listeners())
            found.insert({entry.local, entry.v6_only, transport});
    } else {
        for (const auto& entry : own_datagram_servers())
            found.insert({entry.local, entry.v6_only, transport});
    }
    return {found.begin(), found.end()};
}

// No table of the kernel has it: it listens where it is said to, once it answers.
std::vector<Listener> Stage::own_stack_listeners(casefile::Transport transport) {
    if (transport != settings_.transport || !probe_ || !probe_->is_answered()) return {};
    std::vector<Listener> all;
    for (const base::Address& address : settings_.own_stack->addresses) {
        all.push_back({.local = {address, settings_.port.value_or(0)},
                       .v6_only = address.is_v6,
                       .transport = transport});
    }
    return all;
}

size_t Stage::listening_sockets() {
    return own_listeners().size() + own_datagram_servers().size();
}

// sk_acceptq_is_full() of Linux: beyond it, a SYN is dropped and comes again a second later.
bool Stage::accept_queue_is_full() {
    const auto entries = own_listeners();
    return std::any_of(entries.begin(), entries.end(), [](const sandbox::SocketEntry& entry) {
        return entry.receive_queue > entry.send_queue;
    });
}

std::vector<sandbox::SocketEntry> Stage::connected_sockets() {
    const std::set<base::Endpoint> tester = tester_endpoints();
    std::vector<sandbox::SocketEntry> entries = sockets_->all();
    std::erase_if(entries, [&](const sandbox::SocketEntry& entry) {
        const bool ours = settings_.isolation == sandbox::Isolation::sandbox ||
                          tester.contains(entry.local) || tester.contains(entry.remote);
        return entry.state == wire::State::listen || !ours;
    });
    return entries;
}

std::vector<sandbox::SocketEntry> Stage::target_sockets() {
    const std::set<base::Endpoint> tester = tester_endpoints();
    std::vector<sandbox::SocketEntry> entries = connected_sockets();
    std::erase_if(entries, [&](const sandbox::SocketEntry& entry) {
        return entry.state == wire::State::time_wait || tester.contains(entry.local);
    });
    return entries;
}

std::set<base::Endpoint> Stage::tester_endpoints() const {
    std::set<base::Endpoint> endpoints;
    for (const auto& connection : every_connection())
        endpoints.insert(connection->local());
    return endpoints;
}

}  // namespace echospec::engine
