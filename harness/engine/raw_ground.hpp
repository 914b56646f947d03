// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/io_context.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/raw_place.hpp"
#include "peer/raw_connection.hpp"
#include "peer/raw_datagrams.hpp"

// The raw peers of one case, and the link behind which they stand.

namespace echospec::engine {

using RawConnections = std::vector<std::shared_ptr<peer::RawConnection>>;
using RawDatagramPeers = std::vector<std::shared_ptr<peer::RawDatagrams>>;

class RawGround {
  public:
    // Makes the link in the network that is entered now. Throws HarnessError.
    RawGround(boost::asio::io_context& loop, RawPlace place);

    // Where the target has a device of its own: another way to it, by a packet socket there.
    void open_side_way(base::Descriptor socket) { wire_.open_side_way(std::move(socket)); }

    // The port of a server that has the kernel pick another one at each start.
    void ask_on(uint16_t port);

    // New ones under this name; the initial sequence numbers follow from the seed unless given.
    RawConnections open(const casefile::RawPeer& peer, uint64_t seed);
    RawDatagramPeers open_datagrams(const casefile::RawPeer& peer);

    RawConnections& find(const std::string& name);
    RawDatagramPeers& find_datagrams(const std::string& name);
    RawConnections all() const;
    // Every one that ever had the name, in their order.
    RawConnections every(const std::string& name) const;

    // What the next step sends begins anew: what lies unread is no answer to it.
    void end_sending();
    bool awaits_ack() const;
    uint64_t packets_sent() const { return wire_.sent(); }

  private:
    RawEnds ends_for(const casefile::RawPeer& peer);

    boost::asio::io_context& loop_;
    RawPlace place_;
    peer::RawWire wire_;
    std::map<std::string, RawConnections> connections_;
    std::map<std::string, RawConnections> retired_;  // replaced by later ones of the same name
    std::map<std::string, RawDatagramPeers> datagram_peers_;
    uint16_t next_port_;
};

}  // namespace echospec::engine
