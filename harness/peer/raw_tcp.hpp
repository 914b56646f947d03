// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "base/duration.hpp"
#include "base/text.hpp"
#include "wire/encode.hpp"
#include "wire/state.hpp"

// A TCP of the tester's own: what the raw peer does by itself, as RFC 9293 has it, and what it
// knows of the target. Pure: segments come in and go out as values, nothing waits, nothing has an
// address; the drafts that it returns are sent by whoever owns it (raw_connection.hpp).
//
// It is orderly and simple: everything that comes is taken and acknowledged at once, whatever order
// it has; what is sent stays within the target's window and MSS; nothing is sent again before
// resend() says so. What is damaged is looked at, and not taken. Until both SYNs are acknowledged
// nothing is done by itself but what open() or answer() asked for. Positions count from both
// initial sequence numbers: the SYN is 0.
//
// Not done: window scaling, SACK, timestamps (never offered, so never to be used), congestion
// control, TIME-WAIT.

namespace echospec::peer {

// A segment of the target, as it came.
struct Arrival {
    wire::Segment segment;
    base::Bytes payload;
    int64_t seq = 0;     // from the target's initial number; as it stands there if none is known
    int64_t ack = 0;     // from the tester's
    bool again = false;  // it brings nothing new: a retransmission, or a probe
    base::Duration since_sent{};  // how long after the tester last sent something
};

class RawTcp {
  public:
    struct Offer {
        wire::Sequence initial;
        std::optional<uint16_t> mss;
        uint16_t window = 0;
        uint16_t usual_mss = 536;  // of a target that offers none (RFC 9293 §3.7.1)
        uint16_t link_mss = 1460;  // what the link carries
    };
    using Drafts = std::vector<wire::SegmentDraft>;

    explicit RawTcp(const Offer& offer) : offer_(offer) {}

    Drafts open();    // the active side of the handshake
    Drafts answer();  // the passive one: to the SYN that came, or that will come
    Drafts take(const wire::Segment& segment, std::string_view payload, base::Duration since_sent);
    Drafts send(std::string_view bytes, std::optional<uint64_t> pieces);
    Drafts finish();  // FIN, behind what is queued
    Drafts abort();   // RST; nothing is done by itself any more
    Drafts resend();  // the first of what is not acknowledged
    Drafts go_on();   // what waited for the case to shake hands
    Drafts offer_window(uint16_t window);

    void hold_acks() { acks_held_ = true; }
    Drafts release_acks();
    void vanish() { silent_ = true; }

    // What an orderly peer would send now with these flags, and the position of its own as a
    // number. A draft that was changed and sent is told here; by hand: its sequence number was not
    // the next one, so it counts once the target acknowledges it.
    wire::SegmentDraft draft(const wire::Flags& flags) const;
    wire::Sequence own_number(wire::Position position) const {
        return wire::wrap(position, offer_.initial);
    }
    wire::Sequence target_number(wire::Position position) const {
        return wire::wrap(position, initial_.value_or(wire::Sequence{}));
    }
    void note_written(const wire::SegmentDraft& draft, bool by_hand);
    // The number that acknowledges all that has come.
    wire::Sequence all_taken() const { return target_number(expected_); }

    const std::vector<Arrival>& arrivals() const { return arrivals_; }
    // The target's initial sequence number, once its SYN has come.
    std::optional<wire::Sequence> target_initial() const { return initial_; }
    const base::Bytes& received() const { return received_; }
    bool is_established() const { return syn_acknowledged() && syn_answered_; }
    bool has_fin() const { return fin_came_; }
    bool is_reset() const { return reset_; }
    bool is_over() const { return reset_ || aborted_; }
    bool awaits_ack() const;  // of what it sent by itself
    uint64_t queued() const { return queue_.size(); }
    wire::State state() const;

  private:
    struct Span {
        wire::Position begin;
        wire::Position end;
    };
    struct Flight {
        wire::Position at;
        base::Bytes bytes;
    };

    bool syn_acknowledged() const { return una_ > 0; }
    bool fin_acknowledged() const { return own_fin_ && una_ > *own_fin_; }
    bool is_automatic() const { return is_established() && !silent_ && !is_over(); }
    void note_fin(const wire::SegmentDraft& draft, Span span, bool by_hand);
    Arrival arrival_of(const wire::Segment& segment, std::string_view payload);
    void take_reset(const Arrival& arrival);
    void take_syn(const Arrival& arrival);
    void take_ack(const Arrival& arrival);
    void take_text(const Arrival& arrival);
    void deliver();
    Drafts reply(const Arrival& arrival);
    wire::SegmentDraft made(const wire::Flags& flags, base::Bytes payload);
    void pump(Drafts& out);

    Offer offer_;
    std::optional<wire::Sequence> initial_;  // the target's
    wire::Position next_ = 0;                // of its own: what is sent next
    wire::Position una_ = 0;                 // the first that is not acknowledged
    wire::Position furthest_ = 0;            // behind all that was ever sent
    wire::Position edge_ = 0;                // of the window that the target offers
    wire::Position expected_ = 0;            // of the target: what comes next
    wire::Position acknowledged_ = 0;        // of the target: as it was told last
    wire::Position seen_ = 0;                // behind all that the target ever sent
    std::optional<wire::Position> own_fin_;
    std::optional<wire::Position> fin_by_hand_;  // its own once it is acknowledged
    std::optional<wire::Position> target_fin_;
    uint64_t mss_ = 0;  // what the target can take in one segment
    base::Bytes queue_;
    uint64_t pieces_ = 0;  // octets a segment, as far as the case says
    std::vector<Flight> in_flight_;
    std::map<wire::Position, base::Bytes> ahead_;  // out of order
    base::Bytes received_;
    std::vector<Arrival> arrivals_;
    bool shakes_hands_ = false;   // by itself
    bool syn_answered_ = false;   // the target's SYN was acknowledged
    bool closes_second_ = false;  // its FIN went out when the target's had come
    bool fin_wanted_ = false;
    bool fin_came_ = false;
    bool reset_ = false;
    bool aborted_ = false;
    bool acks_held_ = false;
    bool silent_ = false;
    bool begins_anew_ = false;  // RST was written by hand before both SYNs were acknowledged
};

}  // namespace echospec::peer
