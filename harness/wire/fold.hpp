// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "wire/conversation.hpp"
#include "wire/end.hpp"

namespace echospec::wire {

// Folds the segments of one connection, in the order of their capture, into a Conversation. It
// promises what conversation.hpp's table says; which connection a segment belongs to is the
// caller's to know (conversations.hpp).
class Fold {
  public:
    // The first segment tells the ends apart; it is not added by this.
    Fold(const Segment& first, FoldOptions options);

    void add(const Segment& segment, uint64_t frame);
    void add(const IcmpError& error);

    // Something that the caller knows and the segments do not show.
    void note_superseded() { facts_.superseded = true; }
    void note_doubt(std::string reason) { facts_.doubts.push_back({0, std::move(reason)}); }

    // A SYN that opens another connection with the same ports, while this one is open.
    bool is_reopened_by(const Segment& segment) const;
    bool is_over() const;        // both ends are closed or in TIME-WAIT
    bool is_unanswered() const;  // one end alone has sent anything
    base::Instant last() const { return facts_.last; }

    Conversation result() const;

  private:
    End& me() { return ends_[from_]; }
    End& peer() { return ends_[other(from_)]; }
    Direction& mine() { return facts_.ends[from_]; }
    Direction& theirs() { return facts_.ends[other(from_)]; }

    void begin_record(const Segment& segment, uint64_t frame);
    void end_record();
    void relate_numbers(const Segment& segment);
    void violate(Rule rule, std::string detail);
    void doubt(std::string reason);

    void anchor(const Segment& segment);
    bool is_outside(const Segment& segment);
    void offer_window(const Segment& segment);

    void take_syn(const Segment& segment);
    void suspect_handshake();
    void take_text(const Segment& segment);
    bool take_ack(const Segment& segment);
    void note_fin_acknowledged(const Segment& segment);
    void judge_opening(const Segment& segment);
    void take_payload(const Segment& segment);
    void count_payload(const Segment& segment, Placement placement);
    void take_fin(const Segment& segment);
    void mark_repetition();
    void mark_pure_ack(const Segment& segment);
    bool is_probe(const Segment& segment);

    void take_reset(const Segment& segment);
    bool reset_is_acceptable(const Segment& segment, State of_receiver);
    ResetCause cause_of(const Segment& segment);

    Handshake handshake() const;
    Close close() const;

    FoldOptions options_;
    bool self_ = false;  // both ends are one socket
    Both<End> ends_;
    Conversation facts_;
    Side from_ = Side::client;
    Record record_;
    bool fast_open_ = false;
    bool third_seen_ = false;
    bool opening_judged_ = false;         // a missing SYN is said once
    std::optional<Violation> suspected_;  // a breach that the next segment confirms or explains
};

}  // namespace echospec::wire
