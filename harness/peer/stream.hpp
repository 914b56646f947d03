// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/address.hpp"
#include "base/duration.hpp"
#include "base/text.hpp"

// The tester's end of one TCP connection, whatever it is made of: an ordinary socket
// (connection.hpp), or a TCP of the tester's own (raw_connection.hpp). What the other side does is
// recorded as an observation, with its time.

namespace echospec::peer {

// How the other side's half of the connection stands, as this end was told.
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

class Stream {
  public:
    explicit Stream(std::string name) : name_(std::move(name)) {}
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    virtual ~Stream() = default;

    virtual void send(Sending sending) = 0;
    virtual void half_close() = 0;  // FIN, behind what is queued
    virtual void abort() = 0;       // RST at once; what is queued is dropped
    virtual void close() = 0;       // lets go of it, orderly if the other side has ended
    virtual void pause_reading() = 0;
    virtual void resume_reading() = 0;
    // What comes is sent back from here on, and behind the other side's FIN goes this side's. No
    // more is read while `holding` octets wait to be sent. Of sockets only: else throws
    // HarnessError.
    virtual void echo_back(std::optional<uint64_t> holding);

    virtual bool is_released() const = 0;
    virtual bool is_paused() const = 0;   // does not read on purpose
    virtual uint64_t queued() const = 0;  // of sent(): not given to TCP yet

    const std::string& name() const { return name_; }
    Phase phase() const { return phase_; }
    Ending ending() const { return ending_; }
    const base::Bytes& sent() const { return sent_; }  // all that was ever queued
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

  protected:
    void end(Ending ending, Event::Kind kind);
    void record(Event::Kind kind, uint64_t size);

    std::string name_;
    Phase phase_ = Phase::connecting;
    Ending ending_ = Ending::open;
    base::Bytes sent_;
    base::Bytes received_;
    base::Endpoint local_;
    base::Endpoint remote_;

  private:
    std::vector<Event> events_;
};

}  // namespace echospec::peer
