// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "base/duration.hpp"
#include "engine/raw_ground.hpp"

// Whether a target with a TCP of its own is ready, which no table of the kernel tells: a raw peer
// sends it a SYN every few milliseconds until SYN,ACK answers, and takes that back with RST. No
// connection comes of it, so a server for one client does not lose it. A server over UDP may have
// no TCP port: there RST is an answer, too, which says that the stack is there, not its program.

namespace echospec::engine {

class OwnStackProbe {
  public:
    OwnStackProbe(RawGround& ground, std::optional<casefile::Transport> transport)
        : ground_(ground), takes_refusal_(transport == casefile::Transport::udp) {}

    // Asks again if it is time to, and whether there was an answer.
    bool is_answered();
    bool is_refused() const { return refused_; }  // by that answer

  private:
    void look();
    void ask();
    void take_back();

    RawGround& ground_;
    std::shared_ptr<peer::RawConnection> asking_;
    base::Instant asked_at_{};
    bool takes_refusal_;
    bool answered_ = false;
    bool refused_ = false;
};

}  // namespace echospec::engine
