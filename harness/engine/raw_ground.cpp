// SPDX-License-Identifier: Apache-2.0
#include "engine/raw_ground.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "casefile/payload.hpp"
#include "engine/group_name.hpp"

namespace echospec::engine {
namespace {

// Outside the range from which Linux picks a client's port.
constexpr uint16_t kFirstPort = 20000;

// One that nobody listens on: servers have low ports, or those that the kernel picks.
uint16_t closed_port(uint16_t open) {
    return open == 65534 ? 65533 : 65534;
}

wire::Sequence initial_from(uint64_t seed) {
    const base::Bytes bytes = casefile::expand(casefile::Random{4}, seed);
    uint32_t value = 0;
    for (const char byte : bytes)
        value = value << 8 | static_cast<uint8_t>(byte);
    return {value};
}

// RFC 9293 §3.7.1, MUST-15.
uint16_t usual_mss(const RawEnds& ends) {
    return ends.tester.address.is_v6 ? 1220 : 536;
}

// Of an MTU of 1500.
uint16_t link_mss(const RawEnds& ends) {
    return ends.tester.address.is_v6 ? 1440 : 1460;
}

peer::RawWire wire_behind(boost::asio::io_context& loop, sandbox::RawLink link) {
    return {loop, std::move(link.far), link.near_hardware};
}

}  // namespace

RawGround::RawGround(boost::asio::io_context& loop, RawPlace place)
    : loop_(loop),
      place_(std::move(place)),
      wire_(wire_behind(loop, sandbox::open_raw_link(place_.link))),
      next_port_(kFirstPort) {}

void RawGround::ask_on(uint16_t port) {
    if (place_.v4) place_.v4->target.port = port;
    if (place_.v6) place_.v6->target.port = port;
}

RawEnds RawGround::ends_for(const casefile::RawPeer& peer) {
    const auto ends = ends_over(place_, peer.family);
    if (!ends) throw base::HarnessError("make a raw peer: the target has no such address");
    RawEnds own = *ends;
    if (peer.to) own.target.address = *peer.to;
    if (peer.asked == casefile::Asked::closed_port) {
        own.target.port = closed_port(own.target.port);
    } else if (peer.asked == casefile::Asked::other_address) {
        own.target.address = own.other.value();
    }
    if (own.tester.port == 0) own.tester.port = peer.port.value_or(++next_port_);
    return own;
}

RawConnections RawGround::open(const casefile::RawPeer& peer, uint64_t seed) {
    RawConnections& group = connections_[peer.as];
    RawConnections& retired = retired_[peer.as];
    retired.insert(retired.end(), group.begin(), group.end());
    group.clear();
    for (unsigned number = 1; number <= peer.count; ++number) {
        const RawEnds ends = ends_for(peer);
        const wire::Sequence initial =
            peer.initial ? wire::Sequence{*peer.initial} : initial_from(seed + number);
        group.push_back(std::make_shared<peer::RawConnection>(
            loop_, wire_, name_in_group(peer.as, number, peer.count),
            peer::RawConnection::Ends{ends.tester, ends.target},
            peer::RawTcp::Offer{.initial = initial,
                                .mss = peer.mss,
                                .window = peer.window,
                                .usual_mss = usual_mss(ends),
                                .link_mss = link_mss(ends)}));
        wire_.add(group.back());
    }
    return group;
}

RawDatagramPeers RawGround::open_datagrams(const casefile::RawPeer& peer) {
    RawDatagramPeers& group = datagram_peers_[peer.as];
    group.clear();
    for (unsigned number = 1; number <= peer.count; ++number) {
        const RawEnds ends = ends_for(peer);
        group.push_back(std::make_shared<peer::RawDatagrams>(
            wire_, name_in_group(peer.as, number, peer.count), ends.tester, ends.target));
        wire_.add(group.back());
    }
    return group;
}

RawConnections& RawGround::find(const std::string& name) {
    return connections_.at(name);
}

RawDatagramPeers& RawGround::find_datagrams(const std::string& name) {
    return datagram_peers_.at(name);
}

RawConnections RawGround::all() const {
    RawConnections all;
    for (const auto& [name, group] : connections_) {
        const RawConnections named = every(name);
        all.insert(all.end(), named.begin(), named.end());
    }
    return all;
}

RawConnections RawGround::every(const std::string& name) const {
    RawConnections every = retired_.at(name);
    const RawConnections& last = connections_.at(name);
    every.insert(every.end(), last.begin(), last.end());
    return every;
}

void RawGround::end_sending() {
    for (const auto& [name, group] : connections_) {
        for (const auto& connection : group)
            connection->is_sending = false;
    }
    for (const auto& [name, group] : datagram_peers_) {
        for (const auto& peer : group)
            peer->is_sending = false;
    }
}

bool RawGround::awaits_ack() const {
    const RawConnections connections = all();
    return std::any_of(connections.begin(), connections.end(),
                       [](const auto& connection) { return connection->awaits_ack(); });
}

}  // namespace echospec::engine
