// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/address.hpp"
#include "base/duration.hpp"
#include "base/text.hpp"

// The tester's end of a UDP conversation: a socket that is bound, so that its own address is known,
// and not connected, so that an answer from anywhere is seen.
//
// It reads in the background as long as the loop runs, and between two sends of a burst, into a
// large receive buffer: what it loses itself should be nothing. Each datagram is kept whole, with
// its time and where it came from. Only what this side cannot do throws.
//
// Where the tester is the server, one such socket hears all clients, and a second one adopts each
// of them: it has no port of its own, takes what comes from its client, and answers through the
// first.

namespace echospec::peer {

struct Datagram {
    base::Instant at;
    base::Endpoint from;
    base::Bytes payload;
};

struct DatagramOptions {
    base::Endpoint local;                    // port 0: the kernel's choice
    std::optional<uint64_t> receive_buffer;  // SO_RCVBUF; else as large as it may be
};

class DatagramSocket : public std::enable_shared_from_this<DatagramSocket> {
  public:
    DatagramSocket(boost::asio::io_context& loop, std::string name);

    // Opens and binds. Returns why not, if the address or port cannot be had here; else nothing.
    std::string open(const DatagramOptions& options);

    // What `listener` has from this client, and what it gets from now on, is this one's.
    void adopt(const std::shared_ptr<DatagramSocket>& listener, const base::Endpoint& client);
    // Of a listener: the first who sent something and whom nobody has adopted.
    std::optional<base::Endpoint> newcomer() const;

    // One datagram; it leaves at once unless the kernel has no room, then in the background.
    void send(const base::Endpoint& to, base::Bytes payload);
    void close();

    const std::string& name() const { return name_; }
    const base::Endpoint& local() const { return local_; }
    bool is_open() const { return listener_ ? listener_->is_open() : socket_.is_open(); }
    bool is_adopted() const { return listener_ != nullptr; }
    size_t queued() const { return unsent_.size(); }
    const std::vector<base::Bytes>& sent() const { return sent_; }  // all that was ever queued
    const std::vector<Datagram>& received() const { return received_; }

    base::Endpoint asked;  // where the case sends
    size_t consumed = 0;   // of received(): dealt with by an earlier step
    size_t echoed = 0;     // of sent(): likewise
    size_t returned = 0;   // of received(): sent back
    // Of received(), when the first datagram was sent here: before that, somebody who asks again
    // has had no answer.
    std::optional<size_t> before_answer;

  private:
    void write_on();
    void wait_to_write();
    void read_on();
    void read_available();
    void keep(Datagram datagram);

    boost::asio::ip::udp::socket socket_;
    std::string name_;
    base::Endpoint local_;
    std::vector<base::Bytes> sent_;
    std::vector<Datagram> received_;
    struct Unsent {
        base::Endpoint to;
        size_t index;  // in sent_
    };
    std::deque<Unsent> unsent_;
    bool writing_ = false;
    std::shared_ptr<DatagramSocket> listener_;  // of an adopted client
    std::map<base::Endpoint, std::weak_ptr<DatagramSocket>> adopted_;
};

}  // namespace echospec::peer
