// SPDX-License-Identifier: Apache-2.0
#include "engine/raw_place.hpp"

#include <algorithm>

namespace echospec::engine {
namespace {

using base::Address;
using base::Endpoint;
using casefile::Family;

// RFC 3849: for documentation, so that nobody's real network is meant.
Address documentation_v6(uint8_t last) {
    return {.is_v6 = true,
            .octets = {0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last}};
}

// Where a server that listens everywhere can be asked, too.
const Address kOtherAddress{.is_v6 = false, .octets = {127, 0, 0, 3}};

// RFC 5737: TEST-NET-2, or TEST-NET-3 where the target is in that one itself.
Address elsewhere(const casefile::OwnStack& stack, uint8_t last) {
    Address address{.is_v6 = false, .octets = {198, 51, 100, last}};
    const auto target = stack.of_version(false);
    const bool is_taken = target && casefile::are_in_one_network(*target, address);
    if (is_taken) address.octets = {203, 0, 113, last};
    return address;
}

// The first of 127.0.0.1, 127.0.0.2, … that is none of these.
Address free_loopback(const std::vector<Address>& taken) {
    Address address = Address::v4_loopback();
    while (std::find(taken.begin(), taken.end(), address) != taken.end())
        ++address.octets[3];
    return address;
}

bool contains(const std::vector<Address>& all, const Address& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

// The target keeps its addresses; the peer has the next one.
void place_before_server(RawPlace& place, const std::vector<Listener>& listeners) {
    place.link.here = {Address::v4_loopback(), kOtherAddress};
    for (const Listener& listener : listeners) {
        const Address& address = listener.local.address;
        if (address.is_v4_loopback() && !contains(place.link.here, address)) {
            place.link.here.push_back(address);
        }
    }
    place.link.source = place.link.here.front();
    const Address peer = free_loopback(place.link.here);
    if (const auto target = reachable(listeners, Family::ipv4)) {
        place.link.beyond.push_back(peer);
        place.v4 = RawEnds{.tester = {peer, 0}, .target = *target};
        if (reachable_at(listeners, kOtherAddress)) place.v4->other = kOtherAddress;
    }
    const auto target = reachable_at(listeners, documentation_v6(1));
    if (!target) return;
    place.link.here.push_back(target->address);
    place.link.beyond.push_back(documentation_v6(2));
    place.v6 = RawEnds{.tester = {documentation_v6(2), 0}, .target = *target};
}

// The peer takes the addresses that the client connects to; the client gets another one.
void place_before_client(RawPlace& place, const std::vector<Listener>& listeners) {
    for (const Listener& listener : listeners) {
        if (!listener.local.address.is_v6) place.link.beyond.push_back(listener.local.address);
    }
    place.link.source = free_loopback(place.link.beyond);
    place.link.here = {place.link.source};
    for (const Listener& listener : listeners) {
        if (listener.local.address.is_v6 || place.v4) continue;
        place.v4 = RawEnds{.tester = listener.local, .target = {place.link.source, 0}};
    }
}

// Over IPv6 the peer is in the target's own network, as many a small stack knows no other way.
void place_before_server(RawPlace& place, const casefile::OwnStack& stack, uint16_t port) {
    if (const auto target = stack.of_version(false)) {
        const Address peer = elsewhere(stack, 2);
        place.link.beyond.push_back(peer);
        place.v4 = RawEnds{
            .tester = {peer, 0}, .target = {*target, port}, .other = stack.of_version(false, 1)};
    }
    if (const auto target = stack.of_version(true)) {
        const Address peer = stack.beside(*target, 1);
        place.link.beyond.push_back(peer);
        place.v6 = RawEnds{
            .tester = {peer, 0}, .target = {*target, port}, .other = stack.of_version(true, 1)};
    }
}

void place_before_client(RawPlace& place, const casefile::OwnStack& stack, uint16_t port) {
    place.link.beyond = {stack.gateway()};
    auto& ends = stack.address().is_v6 ? place.v6 : place.v4;
    ends = RawEnds{.tester = {stack.gateway(), port}, .target = {stack.address(), 0}};
}

}  // namespace

RawPlace place_raw_peer(const std::vector<Listener>& listeners, casefile::Role role) {
    RawPlace place;
    if (role == casefile::Role::server) {
        place_before_server(place, listeners);
    } else {
        place_before_client(place, listeners);
    }
    return place;
}

RawPlace place_raw_peer(const casefile::OwnStack& stack, uint16_t port, casefile::Role role) {
    RawPlace place;
    place.link.source = elsewhere(stack, 1);
    place.link.here = {Address::v4_loopback(), place.link.source};
    if (role == casefile::Role::server) {
        place_before_server(place, stack, port);
    } else {
        place_before_client(place, stack, port);
    }
    return place;
}

std::optional<RawEnds> ends_over(const RawPlace& place, Family family) {
    if (family == Family::ipv6) return place.v6;
    if (family == Family::ipv4 || place.v4) return place.v4;
    return place.v6;
}

std::string why_out_of_reach(const RawPlace& place, const casefile::RawPeer& peer,
                             const std::vector<Listener>& listeners) {
    if (peer.to && !reachable_at(listeners, *peer.to)) {
        return "the target does not listen on " + base::to_string(*peer.to);
    }
    const auto ends = ends_over(place, peer.family);
    if (!ends) return "a raw peer has no way to ::1, which is on no link but lo";
    if (peer.asked == casefile::Asked::other_address && !ends->other) {
        return "the target is at one address alone, " + base::to_string(ends->target.address);
    }
    return {};
}

std::vector<casefile::RawPeer> raw_peers(const std::vector<casefile::Step>& steps) {
    std::vector<casefile::RawPeer> peers;
    for (const casefile::Step& step : steps) {
        if (const auto* const peer = std::get_if<casefile::RawPeer>(&step.action)) {
            peers.push_back(*peer);
        }
        const auto* const repeat = std::get_if<casefile::Repeat>(&step.action);
        if (repeat == nullptr) continue;
        for (const casefile::RawPeer& inner : raw_peers(repeat->steps))
            peers.push_back(inner);
    }
    return peers;
}

}  // namespace echospec::engine
