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

#include "base/address.hpp"
#include "base/duration.hpp"
#include "base/text.hpp"

// The tester's end of one TCP connection, on an ordinary socket.
//
// It reads in the background as long as the loop runs, unless paused, and sends in the background
// what was queued; so no order of calls can deadlock. Whatever the other side does is recorded as
// an observation, with its time; only what this side cannot do (no socket to be had) throws.

namespace echospec::peer {

// How the other side's half of the connection stands, as this socket was told.
enum class Ending {
    open,       // nothing has ended it
    fin,        // end-of-file, behind all its bytes
    reset,      // RST
    timed_out,  // the kernel gave up
};

enum class Phase { connecting, connected, refused, unreachable };

struct Event {
    enum class Kind { connected, refused, received, fin, reset, timed_out };
    base::Instant at;
    Kind kind;
    uint64_t size = 0;  // of received: octets, those that came in one go counted together
};

std::string to_string(Event::Kind kind);

struct Sending {
    base::Bytes bytes;
    std::optional<uint64_t> pieces;  // octets a write; each leaves in a segment of its own
    bool with_fin = false;           // the FIN rides on the last segment
};

class Connection : public std::enable_shared_from_this<Connection> {
  public:
    Connection(boost::asio::io_context& loop, std::string name);

    // Takes over a connection that was accepted.
    void adopt(boost::asio::ip::tcp::socket socket);

    // Begins the handshake; phase() tells how it went.
    void connect(const base::Endpoint& to, std::optional<uint64_t> receive_buffer);

    void send(Sending sending);
    // What comes is sent back from here on, and behind the other side's FIN goes this side's. No
    // more is read while `holding` octets wait to be sent.
    void echo_back(std::optional<uint64_t> holding);

    void half_close();  // FIN, behind what is queued
    void abort();       // RST at once; what is queued is dropped
    void close();       // releases the socket, orderly if the other side has ended
    void pause_reading();
    void resume_reading();

    const std::string& name() const { return name_; }
    Phase phase() const { return phase_; }
    Ending ending() const { return ending_; }
    bool is_released() const { return !socket_.is_open(); }
    bool is_paused() const { return paused_ || holds_enough(); }  // does not read on purpose
    bool has_sent_fin() const { return fin_sent_; }
    uint64_t queued() const { return sent_.size() - written_; }  // not taken by the kernel yet
    const base::Bytes& sent() const { return sent_; }            // all that was ever queued
    const base::Bytes& received() const { return received_; }
    const std::vector<Event>& events() const { return events_; }
    const base::Endpoint& local() const { return local_; }
    const base::Endpoint& remote() const { return remote_; }

    // Octets of received() that the case has dealt with already, and that were sent back; and of
    // sent() echoed so far.
    uint64_t consumed = 0;
    uint64_t returned = 0;
    uint64_t echoed = 0;
    bool end_expected = false;  // a step has judged the end and found it right

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
    void end(Ending ending, Event::Kind kind);
    void record(Event::Kind kind, uint64_t size);

    boost::asio::ip::tcp::socket socket_;
    std::string name_;
    Phase phase_ = Phase::connecting;
    Ending ending_ = Ending::open;
    base::Bytes sent_;
    base::Bytes received_;
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
    std::vector<Event> events_;
    base::Endpoint local_;
    base::Endpoint remote_;
};

}  // namespace echospec::peer
