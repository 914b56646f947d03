// SPDX-License-Identifier: Apache-2.0
#include "engine/datagrams.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "sandbox/datagram_counters.hpp"
#include "sandbox/open_files.hpp"
#include "sandbox/process_table.hpp"

namespace echospec::engine {
namespace {

using sandbox::DatagramEntry;

struct PortRange {
    uint16_t low = 32768, high = 60999;
    bool contains(uint16_t port) const { return low <= port && port <= high; }
};

// From which the kernel picks ports (ip_local_port_range in ip(7)).
PortRange ephemeral_ports() {
    PortRange range;
    const auto text = base::read_file("/proc/sys/net/ipv4/ip_local_port_range");
    if (!text) return range;
    const char* const end = text->data() + text->size();
    const char* next = std::from_chars(text->data(), end, range.low).ptr;
    next = std::find_if(next, end, [](char c) { return c >= '0' && c <= '9'; });
    std::from_chars(next, end, range.high);
    return range;
}

bool contains(const std::vector<uint16_t>& ports, uint16_t port) {
    return std::find(ports.begin(), ports.end(), port) != ports.end();
}

}  // namespace

std::set<uint64_t> target_inodes() {
    std::set<uint64_t> owned;
    for (const pid_t process : sandbox::descendants(sandbox::Zombies::left_out)) {
        for (const uint64_t inode : sandbox::socket_inodes(process))
            owned.insert(inode);
    }
    return owned;
}

Datagrams::Datagrams(boost::asio::io_context& loop, const Settings& settings)
    : loop_(loop), settings_(settings), dropped_before_(sandbox::read_backlog().dropped) {}

Datagrams::~Datagrams() {
    for (const auto& socket : all())
        socket->close();
    for (const auto& socket : retired_)
        socket->close();
    for (const auto& socket : listeners_)
        socket->close();
}

std::string Datagrams::listen(const std::vector<Listener>& addresses) {
    for (const Listener& address : addresses) {
        listeners_.push_back(std::make_shared<peer::DatagramSocket>(loop_, "listener"));
        const auto why = listeners_.back()->open({.local = address.local, .receive_buffer = {}});
        if (!why.empty()) return why;
    }
    return {};
}

bool Datagrams::has_newcomer() const {
    return std::any_of(listeners_.begin(), listeners_.end(),
                       [](const auto& listener) { return listener->newcomer().has_value(); });
}

peer::DatagramSocket& Datagrams::accept(const std::string& name) {
    const auto listener = std::find_if(listeners_.begin(), listeners_.end(),
                                       [](const auto& one) { return one->newcomer().has_value(); });
    last_accepted_ = open(name, 1).front();
    last_accepted_->adopt(*listener, *(*listener)->newcomer());
    return *last_accepted_;
}

DatagramSockets& Datagrams::open(const std::string& name, unsigned count) {
    DatagramSockets& group = sockets_[name];
    retired_.insert(retired_.end(), group.begin(), group.end());
    group.clear();
    for (unsigned i = 1; i <= count; ++i) {
        const std::string own_name = count == 1 ? name : fmt::format("{}-{}", name, i);
        group.push_back(std::make_shared<peer::DatagramSocket>(loop_, own_name));
    }
    return group;
}

DatagramSockets& Datagrams::find(const std::string& name) {
    const auto found = sockets_.find(name);
    if (found == sockets_.end()) throw base::HarnessError("no socket is called " + name);
    return found->second;
}

DatagramSockets Datagrams::all() const {
    DatagramSockets all;
    for (const auto& [name, group] : sockets_)
        all.insert(all.end(), group.begin(), group.end());
    return all;
}

std::set<base::Endpoint> Datagrams::local_ends() const {
    std::set<base::Endpoint> ends;
    for (const DatagramSockets& group : {all(), retired_, listeners_}) {
        for (const auto& socket : group) {
            if (socket->is_open()) ends.insert(socket->local());
        }
    }
    return ends;
}

std::vector<DatagramEntry> Datagrams::servers(const std::vector<uint16_t>& tcp_ports) {
    const std::set<base::Endpoint> tester = local_ends();
    const bool host = settings_.isolation == sandbox::Isolation::host;
    const std::set<uint64_t> owned = host ? target_inodes() : std::set<uint64_t>();
    const auto wanted = port_of(settings_, casefile::Transport::udp);
    std::vector<DatagramEntry> entries = table_.all();
    std::erase_if(entries, [&](const DatagramEntry& entry) {
        return entry.is_connected() || tester.contains(entry.local) ||
               (host && !owned.contains(entry.inode)) || (wanted && entry.local.port != *wanted);
    });
    if (wanted) return entries;
    const PortRange range = ephemeral_ports();
    const bool nothing_sent = !tester.empty() || !sent_unasked();
    const auto is_chosen = [&](const DatagramEntry& entry) {
        return !range.contains(entry.local.port) || contains(tcp_ports, entry.local.port);
    };
    const bool any_chosen = !tcp_ports.empty() || !nothing_sent ||
                            std::any_of(entries.begin(), entries.end(), is_chosen);
    if (any_chosen) std::erase_if(entries, [&](const auto& entry) { return !is_chosen(entry); });
    return entries;
}

bool Datagrams::sent_unasked() const {
    return settings_.isolation == sandbox::Isolation::sandbox && sockets_.empty() &&
           sandbox::datagrams_sent() > 0;
}

// The tester's own, and those that answer on the asked ports.
std::vector<DatagramEntry> Datagrams::of_the_case() {
    const std::set<base::Endpoint> tester = local_ends();
    std::set<uint16_t> asked;
    for (const auto& socket : all())
        asked.insert(socket->asked.port);
    std::vector<DatagramEntry> entries = table_.all();
    std::erase_if(entries, [&](const DatagramEntry& entry) {
        return !tester.contains(entry.local) && !asked.contains(entry.local.port);
    });
    return entries;
}

Look Datagrams::complete(Look look) {
    if (sockets_.empty() && listeners_.empty()) return look;
    const std::set<base::Endpoint> tester = local_ends();
    return with_datagrams(std::move(look), of_the_case(), sandbox::read_backlog().waiting,
                          {tester.begin(), tester.end()});
}

uint64_t Datagrams::moved() const {
    uint64_t sum = 0;
    for (const auto& socket : all()) {
        sum += socket->sent().size() - socket->queued();
        for (const auto& datagram : socket->received())
            sum += 1 + datagram.payload.size();
    }
    for (const auto& socket : listeners_)
        sum += socket->received().size();
    return sum;
}

uint64_t Datagrams::lost() {
    uint64_t sum = sandbox::read_backlog().dropped - dropped_before_;
    for (const DatagramEntry& entry : of_the_case())
        sum += entry.drops;
    return sum;
}

std::string Datagrams::whereabouts(const base::Endpoint& asked) {
    if (settings_.own_stack) return {};  // none of its sockets are the kernel's
    const std::set<base::Endpoint> tester = local_ends();
    bool is_bound = false, is_unread = false;
    for (const DatagramEntry& entry : table_.all()) {
        if (entry.local.port != asked.port || tester.contains(entry.local)) continue;
        is_bound = true;
        is_unread = is_unread || entry.receive_queue > 0;
    }
    if (is_unread) return "; what was sent lies unread in the target's receive queue";
    return is_bound ? "" : fmt::format("; no socket is bound to port {} any more", asked.port);
}

}  // namespace echospec::engine
