// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "wire/conversation.hpp"

// One word for a whole conversation, with the sentence that says why.
//
// The rule: only an illegal transition is wrong. A reset is not: which end reset, and why, is said,
// and whether that was right depends on what the program was asked to do, which a capture does not
// show. A connection whose beginning or end the capture does not hold is not judged.

namespace echospec::wire {

enum class Outcome : uint8_t {
    orderly,     // opened and closed, both FINs acknowledged
    aborted,     // ended by a reset
    refused,     // nobody accepted it
    incomplete,  // the capture begins or ends in its middle, or lacks something of it
    illegal,     // an end broke a rule
};

std::string_view to_string(Outcome outcome);

struct Judgement {
    Outcome outcome = Outcome::incomplete;
    std::string reason;
};

Judgement judge(const Conversation& conversation);

// How the ends are called in sentences: else "client" and "server".
using Names = Both<std::string_view>;
inline constexpr Names kPlainNames{"client", "server"};

// "three-way handshake", "the capture begins after the handshake", …
std::string describe_handshake(const Conversation& conversation);
// "the client closed first: FIN; FIN with the ACK; ACK (three segments)", …
std::string describe_close(const Conversation& conversation, const Names& names = kPlainNames);
// The first breach, and how many more there are; empty if the conversation is legal.
std::string describe_violation(const Conversation& conversation, const Names& names = kPlainNames);

}  // namespace echospec::wire
