// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "casefile/step.hpp"
#include "verdict/judge.hpp"
#include "wire/judgement.hpp"

// Expectations judged on what the kernel's table and the capture show, beside what sockets tell.
// Pure, like judge.hpp.

namespace echospec::verdict {

// One end of a connection in the kernel's table; CLOSED if it has no socket there.
struct EndView {
    wire::State state = wire::State::closed;
    uint64_t unread = 0;
    uint64_t unconfirmed = 0;
};

struct StatesView {
    EndView tester;
    EndView target;
};

Judgement judge_states(const casefile::States& wanted, const StatesView& seen, Finality finality);

// What the capture, complete and after the end, has to show of a connection. `tester` is the side
// that the tester had in it. An illegal segment of the target is never right.
std::optional<Finding> judge_wire(const casefile::WireWanted& wanted,
                                  const wire::Conversation& seen, wire::Side tester);

// The conversation's ends as reports call them.
wire::Names names_of_ends(wire::Side tester);

}  // namespace echospec::verdict
