// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/conversation.hpp"

// A conversation as a page of text: a line a segment, time running down, one end on the left and
// the other on the right, each with its state once the segment has arrived. Notes, such as the
// steps of a case, stand between the segments at their time. The segment that broke a rule has
// `>>` before it and the rule below it.
//
//        0.000  SYN-SENT      --- SYN      seq 0                   -->  LISTEN
//        0.010  ESTABLISHED   <-- SYN,ACK  seq 0 ack 1             ---  SYN-RECEIVED

namespace echospec::wire {

// One segment, ready to be shown: a value that reports keep.
struct Rung {
    uint64_t number = 0;      // from 1, within the conversation
    double milliseconds = 0;  // since the origin
    bool from_left = true;
    std::string left_state;
    std::string right_state;
    std::string flags;  // PSH left out: it says nothing here
    int64_t seq = 0;    // relative to both initial numbers
    std::optional<int64_t> ack;
    uint64_t length = 0;
    uint64_t window = 0;
    std::vector<std::string> marks;     // "retransmission", …
    std::vector<std::string> breaches;  // each rule that it broke, with what broke it
    uint64_t left_out_before = 0;  // segments that are not shown, between the last one and this
};

struct Note {
    double milliseconds = 0;
    std::string text;  // one line
};

// `origin` is the time that counts as 0; `left` the end that is shown there.
std::vector<Rung> rungs_of(const Conversation& conversation, base::Instant origin, Side left);

// `title` names both ends. Notes need not be in order.
std::string ladder(const std::string& title, const std::vector<Rung>& rungs,
                   std::vector<Note> notes);

// The whole of a conversation from its first segment on, client to the left, without notes.
std::string ladder(const Conversation& conversation);

}  // namespace echospec::wire
