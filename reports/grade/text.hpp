// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wire/judgement.hpp"
#include "wire/tally.hpp"

// A graded capture as text for a terminal.

namespace echospec::reports::grade {

enum class Ladders { of_illegal, of_all };

// One connection: who, when, the verdict with its reason, what flowed, what was remarkable, and
// the ladder where it is asked for.
//
//     127.0.0.1:40000 -> 127.0.0.1:7  orderly  (frames 1 to 9, 3.1 ms)
//         three-way handshake; the client closed first: three segments, FIN and ACK merged
//         client 5 bytes, server 5 bytes
std::string text_of(const wire::Conversation& conversation, const wire::Judgement& judgement,
                    Ladders ladders);

// The sum; its last line says the exit code and why.
std::string text_of(const wire::Tally& tally, const wire::Ending& ending);

}  // namespace echospec::reports::grade
