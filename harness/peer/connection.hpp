// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "peer/stream.hpp"

// The tester's end of one TCP connection, on an ordinary socket.
//
// It reads in the background as long as the loop runs, unless paused, and sends in the background
// what was queued; so no order of calls can deadlock. Only what this side cannot do (no socket to
// be had) throws.

namespace echospec::peer {

class Connection : public Stream, public std::enable_shared_from_this<Connection> {
  public:
    Connection(boost::asio::io_context& loop, std::string name);

    // Takes over a connection that was accepted.
    void adopt(boost::asio::ip::tcp::socket socket);

    // Begins the handshake; phase() tells how it went.
    void connect(const base::Endpoint& to, std::optional<uint64_t> receive_buffer);

    void send(Sending sending) override;
    void echo_back(std::optional<uint64_t> holding) override;
    void half_close() override;
    void abort() override;
    void close() override;
    void pause_reading() override;
    void resume_reading() override;

    bool is_released() const override { return !socket_.is_open(); }
    bool is_paused() const override { return paused_ || holds_enough(); }
    uint64_t queued() const override { return sent_.size() - written_; }
    bool has_sent_fin() const { return fin_sent_; }

  private:
    struct Boundary {
        uint64_t end;  // offset in sent_
        std::optional<uint64_t> pieces;
        bool with_fin;
    };

    void finish_connect(const boost::system::error_code& error);
    void begin();
    void write_on();
    bool write_some();
    void wait_to_write();
    void finish_writing();
    void read_on();
    void read_available();
    void give_back();
    bool holds_enough() const;

    boost::asio::ip::tcp::socket socket_;
    std::deque<Boundary> boundaries_;
    uint64_t written_ = 0;
    bool paused_ = false;
    bool reading_ = false;
    bool writing_ = false;
    bool fin_wanted_ = false;
    bool fin_sent_ = false;
    bool write_failed_ = false;
    bool echoing_ = false;
    std::optional<uint64_t> holding_;  // while echoing
};

}  // namespace echospec::peer
