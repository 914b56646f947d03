// SPDX-License-Identifier: Apache-2.0
#include "wire/fold.hpp"

#include <fmt/format.h>

#include <algorithm>

// How a segment goes through the fold, and what the result says. The opening, the text and the
// reset have files of their own.

namespace echospec::wire {
namespace {

constexpr size_t kMaxViolations = 16;
constexpr size_t kMaxDoubts = 16;

// Without a SYN the lower port is taken for the server's.
bool source_is_client(const Segment& first) {
    if (first.flags.syn) return !first.flags.ack;
    return first.source.port >= first.destination.port;
}

// Not every ICMP error refuses: a packet too big is sent again in parts.
bool is_unreachable(const IcmpError& error) {
    if (error.reporter.is_v6) return error.type == 1;
    return error.type == 3 && error.code != 4;
}

}  // namespace

Fold::Fold(const Segment& first, FoldOptions options) : options_(options) {
    self_ = first.source == first.destination;
    const bool forward = source_is_client(first);
    facts_.ends.client.endpoint = forward ? first.source : first.destination;
    facts_.ends.server.endpoint = forward ? first.destination : first.source;
    facts_.client_guessed = !first.flags.syn;
    facts_.first = facts_.last = first.time;
    if (self_) note_doubt("a socket connected with itself: its two directions look alike");
}

void Fold::add(const Segment& segment, uint64_t frame) {
    from_ = segment.source == facts_.ends.client.endpoint ? Side::client : Side::server;
    const bool was_over = is_over();
    begin_record(segment, frame);
    if (!self_) anchor(segment);
    relate_numbers(segment);
    if (self_ || is_outside(segment)) {
        // Shown, and nothing is judged by it.
    } else if (segment.flags.rst) {
        take_reset(segment);
    } else if (segment.flags.syn) {
        take_syn(segment);
    } else {
        take_text(segment);
    }
    if (was_over) record_.marks.add(Mark::after_close);
    end_record();
}

void Fold::add(const IcmpError& error) {
    if (facts_.icmp_errors++ == 0) facts_.icmp = error;
}

void Fold::begin_record(const Segment& segment, uint64_t frame) {
    ++mine().segments;
    record_ = Record{};
    record_.number = ++facts_.segments;
    record_.frame = frame;
    record_.time = facts_.last = segment.time;
    record_.from = from_;
    record_.flags = segment.flags;
    record_.length = segment.length;
    record_.window = segment.window;
}

// An end that has sent nothing has no numbers to relate to: its reset shows them as they are.
void Fold::relate_numbers(const Segment& segment) {
    const Stream& own = me().stream;
    const Stream& others = peer().stream;
    record_.seq = own.anchored() ? own.position_of(segment.seq) : segment.seq.value;
    record_.ack = others.anchored() ? others.position_of(segment.ack) : segment.ack.value;
}

// The oldest records and the newest ones stay.
void Fold::end_record() {
    record_.states = {state_of(ends_.client, ends_.server), state_of(ends_.server, ends_.client)};
    if (facts_.head.size() < options_.head) return facts_.head.push_back(record_);
    facts_.tail.push_back(record_);
    if (facts_.tail.size() < 2 * std::max<size_t>(1, options_.tail)) return;
    const auto surplus = static_cast<std::ptrdiff_t>(facts_.tail.size() - options_.tail);
    facts_.tail.erase(facts_.tail.begin(), facts_.tail.begin() + surplus);
}

void Fold::violate(Rule rule, std::string detail) {
    record_.marks.add(Mark::illegal);
    ++facts_.violation_count;
    if (facts_.violations.size() >= kMaxViolations) return;
    facts_.violations.push_back({rule, record_.number, record_.frame, from_, std::move(detail)});
}

void Fold::doubt(std::string reason) {
    if (facts_.doubts.size() >= kMaxDoubts) return;
    facts_.doubts.push_back({record_.number, std::move(reason)});
}

bool Fold::is_over() const {
    return facts_.segments > 0 && wire::is_over(state_of(ends_.client, ends_.server)) &&
           wire::is_over(state_of(ends_.server, ends_.client));
}

bool Fold::is_unanswered() const {
    return facts_.ends.client.segments == 0 || facts_.ends.server.segments == 0;
}

Handshake Fold::handshake() const {
    const End& client = ends_.client;
    const End& server = ends_.server;
    if (!client.syn_sent) return Handshake::unseen;
    if (!server.syn_sent) {
        const bool answered = facts_.reset && facts_.reset->cause == ResetCause::no_listener;
        const bool unreachable = facts_.icmp && is_unreachable(*facts_.icmp) && !server.assumed;
        return answered || unreachable ? Handshake::refused : Handshake::incomplete;
    }
    if (!synchronized(client) || !synchronized(server)) return Handshake::incomplete;
    if (!server.passive) return Handshake::simultaneous;
    return fast_open_ ? Handshake::fast_open : Handshake::three_way;
}

Close Fold::close() const {
    if (facts_.reset) return Close::aborted;
    const auto& client = facts_.ends.client.fin;
    const auto& server = facts_.ends.server.fin;
    if (!client && !server) return Close::open;
    if (!client || !server) return Close::half_closed;
    if (client->acknowledged_by == 0 || server->acknowledged_by == 0) return Close::unacknowledged;
    if (!client->knew_other_fin && !server->knew_other_fin) return Close::simultaneous;
    const Fin& active = client->knew_other_fin ? *server : *client;
    return active.ack_was_fin ? Close::three_segments : Close::four_way;
}

Conversation Fold::result() const {
    Conversation facts = facts_;
    facts.handshake = handshake();
    facts.close = close();
    for (const Side side : {Side::client, Side::server}) {
        Direction& direction = facts.ends[side];
        const End& end = ends_[side];
        direction.state = state_of(end, ends_[other(side)]);
        direction.unseen = end.stream.unseen();
        if (end.syn_sent) direction.initial = end.stream.initial();
        if (direction.unseen > 0) {
            facts.doubts.push_back({0, fmt::format("{} octets of the {} are not in the capture",
                                                   direction.unseen, to_string(side))});
        }
    }
    if (facts.tail.size() > options_.tail) {
        const auto surplus = static_cast<std::ptrdiff_t>(facts.tail.size() - options_.tail);
        facts.tail.erase(facts.tail.begin(), facts.tail.begin() + surplus);
    }
    facts.omitted = facts.segments - facts.head.size() - facts.tail.size();
    return facts;
}

}  // namespace echospec::wire
