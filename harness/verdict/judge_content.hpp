// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "casefile/step.hpp"
#include "verdict/judge.hpp"
#include "verdict/judge_datagrams.hpp"

// Answers whose octets no case can foretell: a quotation, the time, a stream of characters. Pure:
// the time comes in as an argument, in seconds since 1900-01-01 00:00 UTC (RFC 868).

namespace echospec::verdict {

// What is wrong with an answer; nothing if it is as wanted.
std::optional<Finding> judge_content(const casefile::ExpectAny& wanted, std::string_view answer,
                                     uint32_t now);

// Of a stream: so many octets, or all that comes before its end.
Judgement judge_any(const casefile::ExpectAny& wanted, const StreamView& view, Finality finality,
                    uint32_t now);

// The next datagram.
Judgement judge_any_datagram(const casefile::ExpectAny& wanted, const DatagramView& view,
                             Finality finality, uint32_t now);

}  // namespace echospec::verdict
