// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include "base/duration.hpp"
#include "engine/raw_ground.hpp"

// Whether a target with a TCP of its own is ready, which no table of the kernel tells: a raw peer
// sends it a SYN every few milliseconds until SYN,ACK answers, and takes that back with RST. No
// connection comes of it, so a server for one client does not lose it.

namespace echospec::engine {

class OwnStackProbe {
  public:
    explicit OwnStackProbe(RawGround& ground) : ground_(ground) {}

    // Asks again if it is time to, and whether there was an answer.
    bool is_answered();

  private:
    void ask();
    void take_back();

    RawGround& ground_;
    std::shared_ptr<peer::RawConnection> asking_;
    base::Instant asked_at_{};
    bool answered_ = false;
};

}  // namespace echospec::engine
