// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "wire/fold.hpp"

// Segments of a synchronized connection: acknowledgment, payload, FIN.

namespace echospec::wire {

void Fold::take_text(const Segment& segment) {
    if (!segment.flags.ack) return violate(Rule::acknowledgment_always, "the ACK flag is not set");
    const bool was_acknowledged = synchronized(peer());
    if (!take_ack(segment)) return;
    judge_opening(segment);
    if (from_ == Side::client && !third_seen_ && !was_acknowledged) {
        third_seen_ = true;
        facts_.data_on_third = segment.length;
    }
    if (is_probe(segment)) {
        const bool closed_window = peer().window == 0 && peer().last_ack.has_value();
        record_.marks.add(closed_window ? Mark::zero_window_probe : Mark::keep_alive);
        ++(closed_window ? mine().zero_window_probes : mine().keep_alives);
    } else if (segment.length == 0 && !segment.flags.fin) {
        mark_pure_ack(segment);
    } else {
        take_payload(segment);
    }
    offer_window(segment);
}

// RFC 9293 §3.10.7.4, fifth. What goes beyond all that was captured is a breach only if the
// capture holds everything; beyond a FIN there is nothing that it could lack.
bool Fold::take_ack(const Segment& segment) {
    End& acknowledged = peer();
    const Position ack = acknowledged.stream.position_of(segment.ack);
    const Position sent = std::max(acknowledged.stream.next(), acknowledged.overrun);
    me().wrong_ack = false;
    if (ack < 1 && !acknowledged.assumed) {
        violate(Rule::acknowledges_the_syn, fmt::format("acknowledges {}", ack));
        return false;
    }
    const bool beyond_fin = acknowledged.fin && ack > std::max(*acknowledged.fin + 1, sent);
    if (beyond_fin || (ack > sent && options_.trust == Trust::complete)) {
        violate(Rule::acknowledges_what_was_sent,
                fmt::format("acknowledges {}, but the {} has sent only up to {}", ack,
                            to_string(other(from_)), sent));
        me().wrong_ack = true;
        return false;
    }
    if (ack > sent) acknowledged.stream.take({ack, ack});
    acknowledged.stream.acknowledge(ack);
    note_fin_acknowledged(segment);
    return true;
}

void Fold::note_fin_acknowledged(const Segment& segment) {
    if (!fin_acknowledged(peer()) || theirs().fin->acknowledged_by != 0) return;
    theirs().fin->acknowledged_by = record_.number;
    theirs().fin->ack_was_fin = segment.flags.fin && !me().fin;
}

void Fold::judge_opening(const Segment& segment) {
    const bool complete = options_.trust == Trust::complete;
    if (suspected_ && suspected_->by != from_) {
        suspected_.reset();
        doubt("the SYN that the SYN,ACK answers is not in the capture");
        me().assumed = true;
    }
    const bool unsynchronized = !me().assumed && me().syn_sent && !me().syn_received;
    const bool unopened = from_ == Side::server && me().assumed && peer().syn_sent;
    if (!opening_judged_ && (unsynchronized || unopened)) {
        opening_judged_ = true;
        std::string detail = unopened ? "its SYN,ACK is missing" : "the other's SYN has not come";
        if (complete) {
            violate(Rule::synchronized_before_text, std::move(detail));
        } else {
            doubt(unopened ? "the SYN,ACK is not in the capture" : "a SYN is not in the capture");
        }
        me().syn_received = true;
    }
    if (segment.length == 0 || synchronized(me()) || fast_open_) return;
    if (complete) {
        violate(Rule::text_after_own_syn, fmt::format("{} octets too early", segment.length));
    } else {
        doubt("the segment that completes the handshake is not in the capture");
    }
}

// Keep-alives (RFC 9293 §3.8.4) and Linux's zero-window probes repeat the last number, with one
// octet or none, while nothing waits for acknowledgment.
bool Fold::is_probe(const Segment& segment) {
    const Stream& own = me().stream;
    return segment.length <= 1 && !segment.flags.fin && record_.seq == own.next() - 1 &&
           own.acknowledged() == own.next();
}

void Fold::take_payload(const Segment& segment) {
    const Position end = record_.seq + segment.length;
    const Position allowed = me().fin ? std::min(end, *me().fin) : end;
    if (segment.length > 0 && end > allowed) {
        me().overrun = std::max(me().overrun, end + (segment.flags.fin ? 1 : 0));
        violate(Rule::nothing_after_fin,
                fmt::format("octets up to {}, but the FIN was {}", end - 1, *me().fin));
    }
    if (segment.length > 0 && record_.seq < allowed) {
        me().text_end = std::max(me().text_end, allowed);
        count_payload(segment, me().stream.take({record_.seq, allowed}));
    }
    if (segment.flags.fin) take_fin(segment);
}

void Fold::count_payload(const Segment& segment, Placement placement) {
    const auto news = static_cast<uint64_t>(placement.fresh + placement.filled);
    mine().octets += news;
    if (placement.left_gap) record_.marks.add(Mark::after_gap);
    if (placement.filled > 0) {
        record_.marks.add(Mark::out_of_order);
        ++mine().out_of_order;
    }
    const bool brings_fin = segment.flags.fin && !me().fin;
    if (news == 0 && !brings_fin) mark_repetition();
    if (fin_acknowledged(peer()) && record_.ack > *peer().fin && !me().fin) {
        facts_.half_close_octets += news;
    }
    if (placement.fresh > 0 && me().aborted_at && record_.seq >= *me().aborted_at) {
        violate(Rule::nothing_after_reset, fmt::format("{} octets after its RST", news));
    }
}

void Fold::take_fin(const Segment& segment) {
    const Position position = record_.seq + segment.length;
    if (me().fin) {
        if (*me().fin != position) {
            me().overrun = std::max(me().overrun, position + 1);
            return violate(Rule::one_fin,
                           fmt::format("the FIN was {} and is now {}", *me().fin, position));
        }
        if (segment.length == 0) mark_repetition();
        return;
    }
    if (position < me().text_end) {
        return violate(Rule::fin_behind_data,
                       fmt::format("the FIN is {}, but octets up to {} were sent", position,
                                   me().text_end - 1));
    }
    if (me().aborted_at && position >= *me().aborted_at) {
        violate(Rule::nothing_after_reset, "a FIN after its RST");
    }
    if (me().stream.take({position, position + 1}).left_gap) record_.marks.add(Mark::after_gap);
    me().fin = position;
    me().knew_other_fin = fin_acknowledged(peer());
    mine().fin = Fin{record_.number,
                     record_.frame,
                     record_.time,
                     position,
                     segment.length,
                     me().knew_other_fin,
                     0,
                     false};
    if (!facts_.first_fin) facts_.first_fin = from_;
}

void Fold::mark_repetition() {
    record_.marks.add(Mark::retransmission);
    ++mine().retransmissions;
}

// What neither carries nor newly acknowledges anything.
void Fold::mark_pure_ack(const Segment& segment) {
    if (record_.seq > me().stream.next()) record_.marks.add(Mark::after_gap);
    if (me().last_ack != record_.ack) return;
    const bool known = ends_.client.syn_sent && ends_.server.syn_sent;
    const int shift = known && me().scale && peer().scale ? *me().scale : 0;
    const bool same_window = me().window == uint64_t{segment.window} << shift;
    record_.marks.add(same_window ? Mark::duplicate_ack : Mark::window_update);
    if (same_window) ++mine().duplicate_acks;
}

}  // namespace echospec::wire
