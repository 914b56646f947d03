// SPDX-License-Identifier: Apache-2.0
#include "engine/raw_place.hpp"

#include <gtest/gtest.h>

namespace echospec::engine {
namespace {

using base::Address;
using base::Endpoint;
using casefile::Family;
using casefile::Role;
using Addresses = std::vector<Address>;

Address loopback(uint8_t last) {
    return {.is_v6 = false, .octets = {127, 0, 0, last}};
}

Address documentation(uint8_t last) {
    return {.is_v6 = false, .octets = {192, 0, 2, last}};
}

Address documentation_v6(uint8_t last) {
    return {.is_v6 = true,
            .octets = {0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last}};
}

const Address kNear{.is_v6 = false, .octets = {198, 51, 100, 1}};
const Address kPeer{.is_v6 = false, .octets = {198, 51, 100, 2}};

Listener at(const Address& address, uint16_t port = 7) {
    return {{address, port}, false};
}

void expect_ends(const std::optional<RawEnds>& ends, const Endpoint& tester,
                 const Endpoint& target) {
    ASSERT_TRUE(ends);
    EXPECT_EQ(ends->tester, tester);
    EXPECT_EQ(ends->target, target);
}

void expect_link(const RawPlace& place, const Addresses& here, const Addresses& beyond) {
    EXPECT_EQ(place.link.here, here);
    EXPECT_EQ(place.link.beyond, beyond);
}

TEST(RawPlace, StandsBehind127002BeforeAServer) {
    for (const Address& address : {Address{}, loopback(1)}) {
        const RawPlace place = place_raw_peer({at(address)}, Role::server);
        expect_link(place, {loopback(1), loopback(3)}, {loopback(2)});
        expect_ends(place.v4, {loopback(2), 0}, {loopback(1), 7});
        EXPECT_EQ(place.link.source, loopback(1));
        EXPECT_FALSE(place.v6);
    }
}

TEST(RawPlace, LeavesAServerTheLoopbackAddressThatItChose) {
    const RawPlace place = place_raw_peer({at(loopback(2))}, Role::server);
    expect_link(place, {loopback(1), loopback(3), loopback(2)}, {loopback(4)});
    expect_ends(place.v4, {loopback(4), 0}, {loopback(2), 7});
}

TEST(RawPlace, AsksAServerForEveryoneOverIpv6Too) {
    const RawPlace place = place_raw_peer({at({.is_v6 = true})}, Role::server);
    expect_link(place, {loopback(1), loopback(3), documentation_v6(1)},
                {loopback(2), documentation_v6(2)});
    expect_ends(place.v4, {loopback(2), 0}, {loopback(1), 7});
    expect_ends(place.v6, {documentation_v6(2), 0}, {documentation_v6(1), 7});
    EXPECT_EQ(ends_over(place, Family::any)->target, place.v4->target);
    EXPECT_EQ(ends_over(place, Family::ipv6)->target, place.v6->target);
}

TEST(RawPlace, AsksAServerForIpv6AloneOverThat) {
    const RawPlace place = place_raw_peer({{{{.is_v6 = true}, 7}, true}}, Role::server);
    EXPECT_FALSE(place.v4);
    EXPECT_EQ(place.link.beyond, Addresses{documentation_v6(2)});
    EXPECT_EQ(ends_over(place, Family::any)->target, (Endpoint{documentation_v6(1), 7}));
    EXPECT_FALSE(ends_over(place, Family::ipv4));
}

// No link but `lo` carries ::1.
TEST(RawPlace, HasNoWayToAServerAtTheLoopbackOfIpv6Alone) {
    const RawPlace place = place_raw_peer({at(Address::v6_loopback())}, Role::server);
    EXPECT_FALSE(place.v4 || place.v6);
    EXPECT_TRUE(place.link.beyond.empty());
}

TEST(RawPlace, TakesTheAddressThatAClientConnectsTo) {
    const RawPlace place = place_raw_peer({at(loopback(1))}, Role::client);
    expect_link(place, {loopback(2)}, {loopback(1)});
    expect_ends(place.v4, {loopback(1), 7}, {loopback(2), 0});
    EXPECT_EQ(place.link.source, loopback(2));
}

TEST(RawPlace, TakesEveryAddressThatAClientTries) {
    const RawPlace place = place_raw_peer(
        {at(Address::v6_loopback()), at(loopback(2)), at(loopback(1), 8)}, Role::client);
    expect_link(place, {loopback(3)}, {loopback(2), loopback(1)});
    expect_ends(place.v4, {loopback(2), 7}, {loopback(3), 0});
}

TEST(RawPlace, HasNoWayToAClientOfTheLoopbackOfIpv6) {
    const RawPlace place = place_raw_peer({at(Address::v6_loopback())}, Role::client);
    EXPECT_FALSE(place.v4 || place.v6);
}

TEST(RawPlace, IsReachedFromAnOwnStackByForwarding) {
    const auto stack = casefile::parse_own_stack("tap0:192.0.2.2").value();
    const RawPlace server = place_raw_peer(stack, 7, Role::server);
    expect_link(server, {loopback(1), kNear}, {kPeer});
    expect_ends(server.v4, {kPeer, 0}, {documentation(2), 7});
    EXPECT_EQ(server.link.source, kNear);
    const RawPlace client = place_raw_peer(stack, 7, Role::client);
    expect_link(client, {loopback(1), kNear}, {documentation(1)});
    expect_ends(client.v4, {documentation(1), 7}, {documentation(2), 0});
}

TEST(RawPlace, IsNotInTheNetworkOfAnOwnStackOverIpv4) {
    const auto stack = casefile::parse_own_stack("tun0:198.51.100.2").value();
    const Address near{.is_v6 = false, .octets = {203, 0, 113, 1}};
    const Address peer{.is_v6 = false, .octets = {203, 0, 113, 2}};
    const RawPlace server = place_raw_peer(stack, 7, Role::server);
    expect_link(server, {loopback(1), near}, {peer});
    EXPECT_EQ(server.v4->tester.address, peer);
}

TEST(RawPlace, IsInTheNetworkOfAnOwnStackOverIpv6) {
    const auto stack = casefile::parse_own_stack("tun0:2001:db8::2,2001:db8::3").value();
    const RawPlace server = place_raw_peer(stack, 7, Role::server);
    expect_link(server, {loopback(1), kNear}, {documentation_v6(254)});
    EXPECT_FALSE(server.v4);
    expect_ends(server.v6, {documentation_v6(254), 0}, {documentation_v6(2), 7});
    EXPECT_EQ(server.v6->other, documentation_v6(3));
    const RawPlace client = place_raw_peer(stack, 7, Role::client);
    expect_link(client, {loopback(1), kNear}, {documentation_v6(1)});
    EXPECT_FALSE(client.v4);
    expect_ends(client.v6, {documentation_v6(1), 7}, {documentation_v6(2), 0});
}

TEST(RawPlace, KnowsAnotherAddressOfTheServer) {
    EXPECT_EQ(place_raw_peer({at({})}, Role::server).v4->other, loopback(3));
    EXPECT_FALSE(place_raw_peer({at(loopback(1))}, Role::server).v4->other);
    const auto stack = casefile::parse_own_stack("tun0:192.0.2.2,192.0.2.3").value();
    EXPECT_EQ(place_raw_peer(stack, 7, Role::server).v4->other, documentation(3));
}

casefile::RawPeer peer(Family family, std::optional<Address> to = {}) {
    casefile::RawPeer peer;
    peer.family = family;
    peer.to = to;
    return peer;
}

std::string why_not(const casefile::RawPeer& peer, const std::vector<Listener>& listeners) {
    return why_out_of_reach(place_raw_peer(listeners, Role::server), peer, listeners);
}

TEST(WhyOutOfReach, IsEmptyWhereThereIsAWay) {
    EXPECT_EQ(why_not(peer(Family::any), {at({})}), "");
    EXPECT_EQ(why_not(peer(Family::any, loopback(3)), {at({})}), "");
    EXPECT_EQ(why_not(peer(Family::ipv6), {at({.is_v6 = true})}), "");
}

TEST(WhyOutOfReach, SaysWhatIsMissing) {
    const std::string no_way = "a raw peer has no way to ::1, which is on no link but lo";
    EXPECT_EQ(why_not(peer(Family::any), {at(Address::v6_loopback())}), no_way);
    EXPECT_EQ(why_not(peer(Family::ipv6), {at(loopback(1)), at(Address::v6_loopback())}), no_way);
    EXPECT_EQ(why_not(peer(Family::any, loopback(3)), {at(loopback(1))}),
              "the target does not listen on 127.0.0.3");
    casefile::RawPeer other;
    other.asked = casefile::Asked::other_address;
    EXPECT_EQ(why_not(other, {at(loopback(1))}), "the target is at one address alone, 127.0.0.1");
    EXPECT_EQ(why_not(other, {at({})}), "");
}

casefile::Step step(casefile::Action action) {
    casefile::Step step;
    step.action = std::move(action);
    return step;
}

TEST(RawPeers, AreFoundWithinRepetitionsToo) {
    casefile::Repeat repeat;
    repeat.steps = {step(peer(Family::ipv6))};
    const auto found =
        raw_peers({step(peer(Family::ipv4)), step(casefile::Handshake{}), step(repeat)});
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].family, Family::ipv4);
    EXPECT_EQ(found[1].family, Family::ipv6);
}

}  // namespace
}  // namespace echospec::engine
