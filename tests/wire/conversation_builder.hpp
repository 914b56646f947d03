// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wire/conversations.hpp"

// Conversations written by hand, a line a segment, with relative numbers:
//
//     c SYN 0
//     s SYN,ACK 0 1
//     c ACK 1 1 len 5 win 100
//
// `c` is 127.0.0.1:40000, `s` is 127.0.0.1:7; then the flags, the sequence number, with ACK the
// acknowledgment number, and then, in any order: len N, win N, scale N (the option), after MS (the
// time since the line before, 1 by default), bad-checksum, fast-open. A line that cannot be read
// throws std::invalid_argument.

namespace echospec::wire::test {

struct Numbers {
    Sequence client{1000};
    Sequence server{5000};
};

std::vector<Segment> segments(std::string_view lines, Numbers numbers);
std::vector<Segment> segments(std::string_view lines);

// All conversations in the lines.
std::vector<Conversation> fold_lines(std::string_view lines, Trust trust);

// The one conversation in the lines, of a complete capture. More or fewer throw.
Conversation fold_one(std::string_view lines);
Conversation fold_one(std::string_view lines, Trust trust);
Conversation fold_one(std::string_view lines, Trust trust, Numbers numbers);

// "SYN-SENT/LISTEN" after each segment, the client's state first.
std::vector<std::string> states(const Conversation& conversation);

// Lines that many tests begin with, and end with.
inline constexpr std::string_view kHandshake =
    "c SYN 0\n"
    "s SYN,ACK 0 1\n"
    "c ACK 1 1\n";

}  // namespace echospec::wire::test
