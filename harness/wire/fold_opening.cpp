// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "wire/fold.hpp"

// Numbers, windows and the handshake.

namespace echospec::wire {
namespace {

bool is_far(const Stream& stream, Sequence number) {
    return stream.anchored() &&
           std::abs(stream.position_of(number) - stream.next()) > kLargestWindow;
}

}  // namespace

// Until an end's SYN is acknowledged, another SYN of its own may bring other numbers. An end that
// was never seen to send a SYN gets its numbers from its first segment, or from what the other
// acknowledges.
void Fold::anchor(const Segment& segment) {
    const Flags& flags = segment.flags;
    if (flags.syn && !flags.rst) {
        const bool renumbered = me().stream.anchored() && me().stream.initial() != segment.seq;
        if (!me().stream.anchored() || (renumbered && !synchronized(me()))) {
            me().stream.anchor(segment.seq, 0);
        }
    } else if (!me().stream.anchored()) {
        const Stream& others = peer().stream;
        const Position ack = others.anchored() ? others.position_of(segment.ack) : 0;
        const bool fits = flags.ack && !flags.rst && ack >= 1 && ack <= others.next();
        if (peer().syn_sent && !fits) return;
        me().stream.anchor(segment.seq, 1);
        me().assumed = true;
        if (!peer().stream.anchored()) peer().assumed = true;
    }
    if (flags.ack && !peer().stream.anchored() && !(me().syn_sent && flags.rst)) {
        peer().stream.anchor(segment.ack, 1);
        peer().assumed = true;
    }
}

bool Fold::is_outside(const Segment& segment) {
    const bool complete = options_.trust == Trust::complete;
    const Stream& own = me().stream;
    if (complete && segment.checksum == Checksum::wrong) {
        record_.marks.add(Mark::bad_checksum);
        return true;
    }
    if (segment.flags.rst) return false;
    if (!own.anchored()) {
        // An end that answers a SYN as if it knew an older connection (RFC 9293 §3.5.1).
        record_.marks.add(Mark::stray);
        me().wrong_ack = true;
        return true;
    }
    if (segment.flags.syn && own.initial() != segment.seq) {
        record_.marks.add(Mark::new_incarnation);
        return true;
    }
    if (is_far(own, segment.seq) || (segment.flags.ack && is_far(peer().stream, segment.ack))) {
        record_.marks.add(Mark::stray);
        me().wrong_ack = !synchronized(peer());
        return true;
    }
    if (complete && peer().limit && own.position_of(segment.seq) > *peer().limit) {
        record_.marks.add(Mark::outside_window);
        me().overrun = std::max(me().overrun, own.position_of(segment.seq) + segment.length);
        return true;
    }
    return false;
}

// RFC 7323 §2.2: the scale holds if both SYNs bear it, and never for a SYN's own window.
void Fold::offer_window(const Segment& segment) {
    if (!segment.flags.ack) return;
    const bool known = ends_.client.syn_sent && ends_.server.syn_sent;
    const bool scaled = known && !segment.flags.syn && me().scale && peer().scale;
    me().window = uint64_t{segment.window} << (scaled ? *me().scale : 0);
    me().last_ack = record_.ack;
    record_.window = me().window;
    if (!known) return;
    const Position edge = record_.ack + static_cast<Position>(me().window);
    me().limit = std::max(me().limit.value_or(edge), edge);
}

void Fold::take_syn(const Segment& segment) {
    if (segment.flags.fin) violate(Rule::syn_without_fin, "the SYN bears a FIN");
    const bool first = !me().syn_sent;
    const bool answers_first = segment.flags.ack && peer().stream.acknowledged() == 0;
    if (first) me().passive = segment.flags.ack;
    me().syn_sent = true;
    me().scale = segment.options.window_scale;
    const Placement placement = me().stream.take({0, 1});
    if (placement.repeated > 0 && !answers_first) mark_repetition();
    if (segment.length > 0) {
        me().stream.take({1, 1 + Position{segment.length}});
        me().text_end = std::max(me().text_end, 1 + Position{segment.length});
        if (placement.fresh > 0) mine().octets += segment.length;
        if (from_ == Side::client) facts_.data_on_syn = segment.length;
    }
    if (!segment.flags.ack) {
        peer().syn_received = true;
        return;
    }
    me().syn_received = true;
    const Position ack = peer().stream.position_of(segment.ack);
    const Position sent = peer().stream.next();
    if (first && !peer().assumed && (ack < 1 || ack > sent)) return suspect_handshake();
    if (!take_ack(segment)) return;
    peer().syn_received = true;
    fast_open_ = fast_open_ || (from_ == Side::server && facts_.data_on_syn > 0 && ack > 1);
    offer_window(segment);
}

// In a capture with gaps the SYN that this answers may be one that was not captured: what the
// client does next tells.
void Fold::suspect_handshake() {
    me().wrong_ack = true;
    std::string detail = fmt::format("acknowledges {} where the SYN asks for 1", record_.ack);
    if (options_.trust == Trust::complete) {
        return violate(Rule::handshake_acknowledges_syn, std::move(detail));
    }
    suspected_ = Violation{Rule::handshake_acknowledges_syn, record_.number, record_.frame, from_,
                           std::move(detail)};
}

bool Fold::is_reopened_by(const Segment& segment) const {
    if (!segment.flags.syn || segment.flags.ack || segment.flags.rst) return false;
    const bool by_client = segment.source == facts_.ends.client.endpoint;
    const Stream& stream = ends_[by_client ? Side::client : Side::server].stream;
    return stream.anchored() && stream.initial() != segment.seq;
}

}  // namespace echospec::wire
