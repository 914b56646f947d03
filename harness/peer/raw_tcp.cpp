// SPDX-License-Identifier: Apache-2.0
#include "peer/raw_tcp.hpp"

#include <algorithm>

namespace echospec::peer {

using wire::Flags;
using wire::Position;
using wire::SegmentDraft;
using wire::Sequence;
using wire::State;

namespace {

constexpr uint16_t kSmallestMss = 1;  // of a target that says 0

Position length_of(const SegmentDraft& draft) {
    return static_cast<Position>(draft.payload.size()) + (draft.flags.syn ? 1 : 0) +
           (draft.flags.fin ? 1 : 0);
}

// Behind the last thing of the segment that has a number.
Position end_of(const Arrival& arrival) {
    const Flags& flags = arrival.segment.flags;
    return arrival.seq + arrival.segment.length + (flags.syn ? 1 : 0) + (flags.fin ? 1 : 0);
}

}  // namespace

// RFC 9293 §3.10.1.
RawTcp::Drafts RawTcp::open() {
    shakes_hands_ = true;
    return {made({.syn = true}, {})};
}

RawTcp::Drafts RawTcp::answer() {
    shakes_hands_ = true;
    if (!initial_ || next_ > 0) return {};
    return {made({.syn = true, .ack = true}, {})};
}

SegmentDraft RawTcp::draft(const Flags& flags) const {
    SegmentDraft draft;
    draft.flags = flags;
    draft.seq = own_number(flags.syn ? 0 : next_);
    const bool held = acks_held_ && syn_answered_;
    if (flags.ack) draft.ack = target_number(held ? acknowledged_ : expected_);
    draft.window = offer_.window;
    if (flags.syn && offer_.mss) draft.options = wire::mss_option(*offer_.mss);
    return draft;
}

SegmentDraft RawTcp::made(const Flags& flags, base::Bytes payload) {
    SegmentDraft segment = draft(flags);
    segment.payload = std::move(payload);
    note_written(segment, false);
    return segment;
}

void RawTcp::note_written(const SegmentDraft& draft, bool by_hand) {
    const Position at = wire::unwrap(draft.seq, offer_.initial, next_);
    const Position end = at + length_of(draft);
    furthest_ = std::max(furthest_, end);
    if (!by_hand) next_ = std::max(next_, end);
    note_fin(draft, {at, end}, by_hand);
    if (draft.flags.rst) {
        aborted_ = aborted_ || !by_hand;
        begins_anew_ = !is_established();
    }
    if (!draft.flags.ack || !initial_) return;
    const Position told = wire::unwrap(draft.ack, *initial_, expected_);
    if (told > expected_) return;
    syn_answered_ = syn_answered_ || told > 0;
    acknowledged_ = std::max(acknowledged_, told);
}

// Of a FIN by hand nobody knows whether it will be taken, nor whether something else is to have its
// number.
void RawTcp::note_fin(const SegmentDraft& draft, Span span, bool by_hand) {
    if (fin_by_hand_ && span.begin <= *fin_by_hand_ && *fin_by_hand_ < span.end) {
        fin_by_hand_.reset();
    }
    if (!draft.flags.fin) return;
    if (by_hand) {
        fin_by_hand_ = span.end - 1;
        return;
    }
    own_fin_ = span.end - 1;
    closes_second_ = fin_came_;
}

Arrival RawTcp::arrival_of(const wire::Segment& segment, std::string_view payload) {
    // Behind a RST of ours within the handshake, a SYN begins another connection.
    if (segment.flags.syn && begins_anew_ && segment.seq != initial_ && !is_damaged(segment)) {
        initial_.reset();
        expected_ = seen_ = acknowledged_ = 0;
        syn_answered_ = begins_anew_ = false;
    }
    const bool opens = segment.flags.syn && !initial_;
    const Sequence initial = opens ? segment.seq : initial_.value_or(Sequence{});
    Arrival arrival{.segment = segment, .payload = base::Bytes(payload)};
    arrival.seq = initial_ || opens ? wire::unwrap(segment.seq, initial, expected_)
                                    : static_cast<Position>(segment.seq.value);
    arrival.ack = wire::unwrap(segment.ack, offer_.initial, next_);
    const Position end = end_of(arrival);
    // Behind what is new, an ACK stands at the end of all that was sent; a probe stands before it.
    arrival.again =
        initial_ && !segment.flags.rst && (end > arrival.seq ? end <= seen_ : arrival.seq < seen_);
    if (!segment.flags.rst && !is_damaged(segment)) seen_ = std::max(seen_, end);
    return arrival;
}

RawTcp::Drafts RawTcp::take(const wire::Segment& segment, std::string_view payload,
                            base::Duration since_sent) {
    Arrival arrival = arrival_of(segment, payload);
    arrival.since_sent = since_sent;
    arrivals_.push_back(arrival);
    if (silent_ || is_over() || is_damaged(segment)) return {};
    if (segment.flags.rst) {
        take_reset(arrival);
        return {};
    }
    const bool was_expected = arrival.seq == expected_;
    if (segment.flags.syn) take_syn(arrival);
    if (!initial_) return {};
    if (segment.flags.ack) take_ack(arrival);
    take_text(arrival);
    Drafts out = reply(arrival);
    const bool asks = end_of(arrival) > arrival.seq || !was_expected;
    if (asks && out.empty() && is_automatic() && !acks_held_)
        out.push_back(made({.ack = true}, {}));
    return out;
}

// In SYN-SENT a RST counts if it acknowledges the SYN, later if it is where the next octet would
// be: the tester is stricter than it needs to be with nobody.
void RawTcp::take_reset(const Arrival& arrival) {
    const bool opening = !initial_;
    const bool acknowledges = arrival.segment.flags.ack && arrival.ack == furthest_;
    const bool in_place = arrival.seq == expected_ || arrival.seq == seen_;
    reset_ = opening ? acknowledges : in_place;
}

void RawTcp::take_syn(const Arrival& arrival) {
    if (initial_) return;
    initial_ = arrival.segment.seq;
    expected_ = 1;
    mss_ = std::clamp(arrival.segment.options.mss.value_or(offer_.usual_mss), kSmallestMss,
                      offer_.link_mss);
}

void RawTcp::take_ack(const Arrival& arrival) {
    if (arrival.ack > furthest_ || arrival.ack < una_) return;
    if (fin_by_hand_ && *fin_by_hand_ >= una_ && *fin_by_hand_ < arrival.ack) {
        own_fin_ = fin_by_hand_;
    }
    una_ = arrival.ack;
    next_ = std::max(next_, una_);
    edge_ = una_ + arrival.segment.window;
    std::erase_if(in_flight_, [&](const Flight& flight) {
        return flight.at + static_cast<Position>(flight.bytes.size()) <= una_;
    });
}

void RawTcp::take_text(const Arrival& arrival) {
    const Position at = arrival.seq + (arrival.segment.flags.syn ? 1 : 0);
    const auto ahead = ahead_.try_emplace(at, arrival.payload).first;
    if (ahead->second.size() < arrival.payload.size()) ahead->second = arrival.payload;
    if (arrival.segment.flags.fin) {
        target_fin_ = at + static_cast<Position>(arrival.payload.size());
    }
    deliver();
}

// Takes what has become contiguous, and the FIN behind it.
void RawTcp::deliver() {
    while (!ahead_.empty() && ahead_.begin()->first <= expected_) {
        const auto& [at, bytes] = *ahead_.begin();
        const Position fresh = at + static_cast<Position>(bytes.size()) - expected_;
        if (fresh > 0 && !fin_came_) {
            received_ += bytes.substr(bytes.size() - static_cast<size_t>(fresh));
            expected_ += fresh;
        }
        ahead_.erase(ahead_.begin());
    }
    if (target_fin_ && *target_fin_ == expected_) {
        fin_came_ = true;
        ++expected_;
    }
}

// What goes out by itself: the next segment of the handshake, or what the ACK has let go. A SYN
// that crosses the tester's own is answered by both in one (RFC 9293 §3.5, figure 7).
RawTcp::Drafts RawTcp::reply(const Arrival& arrival) {
    Drafts out;
    const bool shakes = arrival.segment.flags.syn && shakes_hands_ && !syn_answered_;
    if (shakes) out.push_back(made({.syn = !syn_acknowledged(), .ack = true}, {}));
    pump(out);
    return out;
}

RawTcp::Drafts RawTcp::send(std::string_view bytes, std::optional<uint64_t> pieces) {
    queue_ += bytes;
    pieces_ = pieces.value_or(0);
    Drafts out;
    pump(out);
    return out;
}

RawTcp::Drafts RawTcp::finish() {
    fin_wanted_ = true;
    Drafts out;
    pump(out);
    return out;
}

RawTcp::Drafts RawTcp::go_on() {
    Drafts out;
    pump(out);
    return out;
}

void RawTcp::pump(Drafts& out) {
    if (!is_automatic()) return;
    while (!queue_.empty() && edge_ > next_) {
        const uint64_t most = pieces_ > 0 ? std::min(pieces_, mss_) : mss_;
        const size_t size = std::min({most, queue_.size(), static_cast<uint64_t>(edge_ - next_)});
        in_flight_.push_back({next_, queue_.substr(0, size)});
        queue_.erase(0, size);
        out.push_back(made({.ack = true, .psh = queue_.empty()}, in_flight_.back().bytes));
    }
    if (queue_.empty() && fin_wanted_ && !own_fin_ && edge_ > next_) {
        out.push_back(made({.ack = true, .fin = true}, {}));
    }
}

RawTcp::Drafts RawTcp::abort() {
    return {made({.ack = initial_.has_value(), .rst = true}, {})};
}

RawTcp::Drafts RawTcp::resend() {
    SegmentDraft segment = draft({.ack = initial_.has_value()});
    if (!syn_acknowledged() && next_ > 0) {
        segment = draft({.syn = true, .ack = initial_.has_value()});
    } else if (!in_flight_.empty()) {
        segment.seq = own_number(in_flight_.front().at);
        segment.payload = in_flight_.front().bytes;
    } else if (own_fin_ && !fin_acknowledged()) {
        segment.flags.fin = true;
        segment.seq = own_number(*own_fin_);
    } else {
        return {};
    }
    return {segment};
}

RawTcp::Drafts RawTcp::offer_window(uint16_t window) {
    offer_.window = window;
    if (!is_automatic()) return {};
    return {made({.ack = true}, {})};
}

RawTcp::Drafts RawTcp::release_acks() {
    acks_held_ = false;
    if (!is_automatic()) return {};
    return {made({.ack = true}, {})};
}

bool RawTcp::awaits_ack() const {
    const bool opens = shakes_hands_ && next_ > 0 && !is_established();
    if (opens && !silent_ && !is_over()) return true;
    return is_automatic() &&
           (!in_flight_.empty() || (fin_wanted_ && own_fin_ && !fin_acknowledged()));
}

State RawTcp::state() const {
    if (is_over()) return State::closed;
    if (next_ == 0) return shakes_hands_ ? State::listen : State::closed;
    if (!initial_) return State::syn_sent;
    if (!is_established()) return State::syn_received;
    if (!own_fin_) return fin_came_ ? State::close_wait : State::established;
    if (fin_acknowledged()) return fin_came_ ? State::time_wait : State::fin_wait_2;
    if (!fin_came_) return State::fin_wait_1;
    return closes_second_ ? State::last_ack : State::closing;
}

}  // namespace echospec::peer
