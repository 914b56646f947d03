// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>

#include "base/address.hpp"

// The tester as a server: listens on one address, and accepts in the background as long as the loop
// runs. What was accepted waits until it is taken; nothing is read from it before that.

namespace echospec::peer {

struct Listening {
    base::Endpoint on;
    std::optional<uint64_t> receive_buffer;  // of what is accepted, set before the handshake
    std::optional<uint64_t> send_buffer;
};

class Acceptor : public std::enable_shared_from_this<Acceptor> {
  public:
    explicit Acceptor(boost::asio::io_context& loop);

    // Throws HarnessError if nobody can listen there.
    void listen(const Listening& listening);

    bool has_accepted() const { return !accepted_.empty(); }

    // The connection that was accepted first, of those that nobody has taken.
    boost::asio::ip::tcp::socket take();

    void close();

  private:
    void accept_on();

    boost::asio::ip::tcp::acceptor acceptor_;
    std::deque<boost::asio::ip::tcp::socket> accepted_;
};

}  // namespace echospec::peer
