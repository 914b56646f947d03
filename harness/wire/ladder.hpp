// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "wire/conversation.hpp"

// A conversation as a page of text: a line a segment, time running down, the client on the left
// and the server on the right, each with its state once the segment has arrived. Notes, such as
// the steps of a case, stand between the segments at their time. The segment that broke a rule has
// `>>` before it and the rule below it.
//
//        0.000  SYN-SENT      --- SYN      seq 0                   -->  LISTEN
//        0.010  ESTABLISHED   <-- SYN,ACK  seq 0 ack 1             ---  SYN-RECEIVED

namespace echospec::wire {

struct Note {
    base::Instant time;  // by the clock of the segments
    std::string text;    // one line
};

// `origin` is the time that counts as 0. Notes need not be in order.
std::string ladder(const Conversation& conversation, const std::vector<Note>& notes,
                   base::Instant origin);

}  // namespace echospec::wire
