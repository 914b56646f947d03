// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <list>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "wire/conversation.hpp"
#include "wire/fold.hpp"

// Tells the connections of a capture apart, and folds each. A connection is its two endpoints; a
// SYN with new numbers begins another one with the same endpoints: at once where the old one is
// over or was never answered, and else once the other end accepts it with SYN,ACK. Until then it
// may be answered by the old connection (RFC 9293 §3.5.1).
//
// Memory is bounded: a connection that is over is handed out `linger` after its last segment, so
// that late repetitions find it, and no more than `at_once` are held: beyond that the longest idle
// one is handed out as it is, those that are over first, and an open one says so.

namespace echospec::wire {

struct TableOptions {
    FoldOptions fold;
    size_t at_once = 4096;
    base::Duration linger = std::chrono::seconds(60);
};

class Conversations {
  public:
    explicit Conversations(TableOptions options) : options_(options) {}

    // Takes a frame's content and hands out the conversations that it made final. `frame` is its
    // number in the capture, from 1.
    std::vector<Conversation> add(const Segment& segment, uint64_t frame);
    void add(const IcmpError& error);

    // Hands out all that are left, in the order of their first segments.
    std::vector<Conversation> finish();

    size_t held() const { return open_.size() + over_.size(); }

  private:
    using Key = std::pair<Endpoint, Endpoint>;  // in ascending order
    struct Hash {
        size_t operator()(const Key& key) const;
    };
    struct Entry {
        Key key;
        Fold fold;
        uint64_t first_frame;
        std::optional<std::pair<Segment, uint64_t>> newer_syn;
        bool over = false;
    };
    using Entries = std::list<Entry>;  // the longest idle one first

    static Key key_of(const Endpoint& a, const Endpoint& b);
    Entries::iterator open(const Segment& first, uint64_t frame);
    void feed(Entries::iterator entry, const Segment& segment, uint64_t frame);
    Conversation hand_out(Entries::iterator entry);
    void expire(base::Instant now, std::vector<Conversation>& done);

    TableOptions options_;
    Entries open_;
    Entries over_;
    std::unordered_map<Key, Entries::iterator, Hash> by_key_;
};

// All conversations of a capture that is at hand, in the order of their first segments.
std::vector<Conversation> fold_all(const std::vector<Segment>& segments, FoldOptions options);

}  // namespace echospec::wire
