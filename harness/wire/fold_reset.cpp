// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include "wire/fold.hpp"

// RST: whether it counts, and why it was sent.

namespace echospec::wire {
void Fold::take_reset(const Segment& segment) {
    ++mine().resets;
    const bool complete = options_.trust == Trust::complete;
    const uint64_t occasions = theirs().segments - theirs().resets + 1;
    if (complete && mine().resets > occasions) {
        violate(Rule::no_reset_for_reset,
                "more resets than segments that could have asked for one");
    }
    if (is_over()) {
        ++facts_.resets_after_close;
        me().gone = peer().gone = true;  // a RST ends TIME-WAIT too
        return;
    }
    const ResetCause cause = cause_of(segment);
    if (cause == ResetCause::wrong_acknowledgment) {
        if (suspected_ && suspected_->by != from_) {
            ++facts_.violation_count;
            facts_.violations.push_back(*suspected_);
            suspected_.reset();
        }
        return;  // RFC 9293 §3.10.7.3 and §3.10.7.4: the end stays in its state
    }
    const State receiver = state_of(peer(), me());
    if (!reset_is_acceptable(segment, receiver)) return record_.marks.add(Mark::refused_reset);
    me().gone = peer().gone = true;
    peer().back_to_listen = receiver == State::syn_received && peer().passive;
    // With ACK the number is the end's own next one; without, it is what the other asked for.
    if (segment.flags.ack && me().stream.anchored()) me().aborted_at = record_.seq;
    facts_.reset = Reset{record_.number, record_.frame, record_.time, from_, cause};
}

// RFC 9293 §3.10.7.3 and §3.10.7.4: in SYN-SENT by the acknowledgment, later by the number, which
// must be the next one expected. The FIN's own number is let pass, since an end that has forgotten
// the connection answers with what the other last acknowledged, which may not cover the FIN.
bool Fold::reset_is_acceptable(const Segment& segment, State of_receiver) {
    if (of_receiver == State::syn_sent) {
        const Position ack = record_.ack;
        return segment.flags.ack && ack >= 1 && ack <= peer().stream.next();
    }
    if (of_receiver == State::closed || of_receiver == State::listen) return false;
    if (!me().stream.anchored()) return true;
    const Position expected = me().stream.received();
    if (options_.trust == Trust::may_lack_segments) {
        return std::abs(record_.seq - expected) <= kLargestWindow;
    }
    return record_.seq == expected || (fin_arrived(me()) && record_.seq == expected - 1);
}

ResetCause Fold::cause_of(const Segment& segment) {
    const State own = state_of(me(), peer());
    const State receiver = state_of(peer(), me());
    const bool opening = own == State::syn_sent || own == State::syn_received;
    if (opening && peer().wrong_ack) return ResetCause::wrong_acknowledgment;
    if (receiver == State::syn_sent && !me().syn_sent) return ResetCause::no_listener;
    if (from_ == Side::client && receiver == State::syn_received && !third_seen_) {
        return ResetCause::handshake_abandoned;
    }
    if (mine().segments == 1) return ResetCause::unknown;
    const bool unanswered = peer().text_end > peer().stream.acknowledged();
    if (!segment.flags.ack) {
        if (!unanswered) return ResetCause::no_socket;
        return me().fin ? ResetCause::data_after_close : ResetCause::data_to_nobody;
    }
    const bool began_in_sight = ends_.client.syn_sent && ends_.server.syn_sent;
    const bool got_nothing = theirs().octets == 0 && began_in_sight;
    return got_nothing ? ResetCause::abort : ResetCause::unread_data_or_abort;
}

}  // namespace echospec::wire
