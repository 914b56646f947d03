// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "engine/discovery.hpp"
#include "engine/settings.hpp"
#include "engine/settle.hpp"
#include "peer/datagram_socket.hpp"
#include "sandbox/datagram_table.hpp"

// UDP on the stage of one case: the tester's sockets, and what the kernel shows of those of the
// target and of datagrams on their way.

namespace echospec::engine {

using DatagramSockets = std::vector<std::shared_ptr<peer::DatagramSocket>>;

class Datagrams {
  public:
    // Of the network namespace that is entered now.
    Datagrams(boost::asio::io_context& loop, const Settings& settings);
    Datagrams(const Datagrams&) = delete;
    Datagrams& operator=(const Datagrams&) = delete;
    ~Datagrams();

    DatagramSockets& open(const std::string& name, unsigned count);
    DatagramSockets& find(const std::string& name);
    DatagramSockets all() const;

    // Of a client: the tester waits where it sends to. Returns why it cannot, or nothing.
    std::string listen(const std::vector<Listener>& addresses);
    bool has_newcomer() const;
    peer::DatagramSocket& accept(const std::string& name);
    const peer::DatagramSocket* last_accepted() const { return last_accepted_.get(); }

    // The target's sockets that wait for anybody's datagrams; its TCP ports help to tell them from
    // those of a client.
    std::vector<sandbox::DatagramEntry> servers(const std::vector<uint16_t>& tcp_ports);

    // The target has sent datagrams before it was asked anything: only known in the sandbox.
    bool sent_unasked() const;

    // What was seen, with what is known of datagrams.
    Look complete(Look look);

    // Octets taken and given so far, and a bit for each datagram.
    uint64_t moved() const;

    // Datagrams that the kernel dropped since the case began: at the asked port, at the tester's
    // own sockets, or between.
    uint64_t lost();

    // What explains that this address does not answer: "; it lies unread in the target's receive
    // queue". Empty if nothing does.
    std::string whereabouts(const base::Endpoint& asked);

  private:
    std::set<base::Endpoint> local_ends() const;
    std::vector<sandbox::DatagramEntry> of_the_case();

    boost::asio::io_context& loop_;
    const Settings& settings_;
    sandbox::DatagramTable table_;
    std::map<std::string, DatagramSockets> sockets_;
    DatagramSockets retired_;    // replaced by later ones of the same name
    DatagramSockets listeners_;  // of a client's addresses
    std::shared_ptr<peer::DatagramSocket> last_accepted_;
    uint64_t dropped_before_;  // by the backlogs of the machine
};

// The inodes of all sockets that processes of the target hold.
std::set<uint64_t> target_inodes();

}  // namespace echospec::engine
