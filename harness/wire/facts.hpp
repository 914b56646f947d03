// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wire/frame.hpp"
#include "wire/rules.hpp"
#include "wire/state.hpp"

// What a conversation's segments were found to be: the vocabulary of conversation.hpp.

namespace echospec::wire {

// The client is the end that sent the first SYN.
enum class Side : uint8_t { client, server };

inline Side other(Side side) {
    return side == Side::client ? Side::server : Side::client;
}
std::string_view to_string(Side side);

// One of a thing for each end.
template <class T>
struct Both {
    T client{};
    T server{};
    T& operator[](Side side) { return side == Side::client ? client : server; }
    const T& operator[](Side side) const { return side == Side::client ? client : server; }
    bool operator==(const Both&) const = default;
};

// What is remarkable about one segment. Those marked up to `outside_window` are no part of the
// conversation's progress: they are shown, and nothing is judged by them.
enum class Mark : uint8_t {
    stray,            // of an older connection with the same ports
    new_incarnation,  // a SYN in the middle of a connection (RFC 9293 §3.5.1)
    bad_checksum,
    outside_window,  // begins beyond the window that its receiver had offered
    refused_reset,   // a RST that its receiver must not accept (RFC 9293 §3.10.7.4)
    retransmission,
    out_of_order,  // fills a gap
    after_gap,     // something before it has not been seen
    keep_alive,
    zero_window_probe,
    window_update,
    duplicate_ack,
    after_close,  // both ends had closed
    illegal,
};

std::string_view to_string(Mark mark);

class Marks {
  public:
    Marks() = default;
    Marks(std::initializer_list<Mark> marks) {
        for (const Mark mark : marks)
            add(mark);
    }
    void add(Mark mark) { bits_ |= 1u << static_cast<unsigned>(mark); }
    bool has(Mark mark) const { return (bits_ >> static_cast<unsigned>(mark) & 1u) != 0; }
    std::vector<Mark> list() const;
    bool operator==(const Marks&) const = default;

  private:
    uint32_t bits_ = 0;
};

// One segment of a conversation. The states are those of both ends once it has arrived, as if it
// arrived the moment it was captured.
struct Record {
    uint64_t number = 0;  // 1-based, within the conversation
    uint64_t frame = 0;   // 1-based, within the capture
    base::Instant time;
    Side from = Side::client;
    Flags flags;
    Position seq = 0;  // relative: 0 is the SYN
    Position ack = 0;
    uint32_t length = 0;
    uint64_t window = 0;  // scaled, where the scale is known
    Both<State> states;
    Marks marks;
};

struct Violation {
    Rule rule = Rule::nothing_after_fin;
    uint64_t segment = 0;  // Record::number
    uint64_t frame = 0;
    Side by = Side::client;
    std::string detail;  // "acknowledges 5, but only 3 was sent"
};

// Something that the capture leaves open: nothing is judged by it.
struct Doubt {
    uint64_t segment = 0;  // 0 where the whole conversation is meant
    std::string reason;
};

struct Fin {
    uint64_t segment = 0;
    uint64_t frame = 0;
    base::Instant time;
    Position position = 0;
    uint32_t with_data = 0;        // octets of payload in the same segment
    bool knew_other_fin = false;   // sent after the other end's FIN had come
    uint64_t acknowledged_by = 0;  // Record::number; 0 if nobody did
    bool ack_was_fin = false;      // that segment was the other end's own FIN
};

// Why an end reset, as far as the wire can tell.
enum class ResetCause : uint8_t {
    no_listener,           // the answer to a SYN
    wrong_acknowledgment,  // the answer to a bad ACK before ESTABLISHED; the end goes on
    handshake_abandoned,   // by the client, instead of the third segment
    no_socket,             // the answer of an end that has forgotten the connection
    data_after_close,      // data came after the end had sent its FIN and closed
    data_to_nobody,        // data came before its FIN: closed with output queued, or forgotten
    unread_data_or_abort,  // closed with input unread, or linger zero: sock_diag could tell
    abort,                 // linger zero, or the like: nothing can have been unread
    unknown,               // the capture began too late
};

std::string_view to_string(ResetCause cause);  // "data-after-close"
std::string_view describe(ResetCause cause);   // a sentence

struct Reset {
    uint64_t segment = 0;
    uint64_t frame = 0;
    base::Instant time;
    Side by = Side::client;
    ResetCause cause = ResetCause::unknown;
};

}  // namespace echospec::wire
