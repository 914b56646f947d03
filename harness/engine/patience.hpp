// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "base/duration.hpp"

// How long an answer is waited for while the target could still give it. Pure: what the clock and
// the kernel say comes in with each note.
//
// Patience counts from the last progress or retransmission, so a slow transfer is not cut off, and
// time in which the machine let neither the target nor echospec run does not count, up to a bound:
// else a target that spins on a loaded machine would never be given up.

namespace echospec::engine {

struct Signs {
    base::Instant now;
    base::Duration target_queued{};  // its threads' time spent waiting for a processor
    base::Duration own_queued{};     // this thread's
    uint64_t bytes_moved = 0;        // by the tester's sockets, both directions
    bool kernel_at_work =
        false;  // it will send a lost segment again: its delay is not the target's
};

class Patience {
  public:
    Patience(base::Duration limit, const Signs& signs) : limit_(limit), mark_(signs) {}

    // Takes what is seen now; true once patience is over.
    bool is_over(const Signs& signs);

    // More time than the patience itself was lost to the machine: whatever is judged now might have
    // come out otherwise.
    bool is_starved() const { return lost_ > limit_; }

  private:
    base::Duration limit_;
    Signs mark_;  // at the last progress
    base::Duration lost_{};
};

}  // namespace echospec::engine
