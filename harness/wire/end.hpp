// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "wire/state.hpp"
#include "wire/stream.hpp"

// What a capture has shown of one end so far. Its state is not stored but follows from what was
// sent, seen and acknowledged, so repetitions and reordering cannot lead it astray.

namespace echospec::wire {

struct End {
    Stream stream;
    bool assumed = false;  // its SYN was not seen: taken for ESTABLISHED
    bool syn_sent = false;
    bool passive = false;       // its first SYN bore an ACK: it came from LISTEN
    bool syn_received = false;  // the other's SYN has come
    Position text_end = 1;      // one past the highest octet that a segment carried
    Position overrun = 0;  // one past what it sent where it must not: the other may acknowledge it
    std::optional<Position> fin;
    bool knew_other_fin = false;  // when it sent its own
    bool gone = false;            // by a reset, sent or accepted
    bool back_to_listen = false;
    std::optional<Position> aborted_at;  // no octet may follow here
    bool wrong_ack = false;              // its last segment acknowledged what was never sent

    std::optional<uint8_t> scale;      // as its SYN offered
    std::optional<Position> limit;     // the highest right edge of the window it has offered
    std::optional<Position> last_ack;  // of its last segment
    uint64_t window = 0;
};

// Is the SYN acknowledged?
bool synchronized(const End& end);

// Has all that it sent up to its FIN arrived?
bool fin_arrived(const End& end);
bool fin_acknowledged(const End& end);

// RFC 9293 §3.3.2, figure 5.
State state_of(const End& end, const End& other);

// No more than a repetition can come of it: CLOSED, LISTEN or TIME-WAIT.
bool is_over(State state);

}  // namespace echospec::wire
