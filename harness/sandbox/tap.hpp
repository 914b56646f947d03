// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "base/descriptor.hpp"
#include "base/duration.hpp"
#include "capture/captured_frame.hpp"

// Everything that passes over `lo` of this network namespace, and over the raw peer's link where
// there is one, from the moment the tap is opened: packets of IP, without a link's header.
//
// It is a plain packet socket. Each packet is taken once, as it arrives; the kernel holds a few
// megabytes of them, so whoever moves more must call take() meanwhile, else some are lost and
// is_complete() says so. Frames are kept whole up to a bound, and beyond it their headers only.

namespace echospec::sandbox {

// How packets pass between the raw peer and the target: over their link alone, or forwarded to the
// device of a target with a stack of its own.
enum class Passage { direct, forwarded };

class Tap {
  public:
    // Throws HarnessError.
    explicit Tap(Passage passage = Passage::direct);
    Tap(const Tap&) = delete;
    Tap& operator=(const Tap&) = delete;
    ~Tap();  // closes in the background: the kernel takes tens of milliseconds for it

    // Takes over what the kernel has captured so far.
    void take();

    const std::vector<capture::CapturedFrame>& frames() const { return frames_; }
    bool is_complete() const { return lost_ == 0; }
    uint64_t lost() const { return lost_; }
    // Packets that the raw peer has sent and IP has taken.
    uint64_t from_raw_peer() const { return from_raw_peer_; }

    // The frames' times are the wall's; this is the wall's time at an instant of base::Clock.
    base::Instant wall(base::Instant steady) const { return steady + offset_; }

  private:
    void keep(const char* bytes, size_t size, size_t wire_length, base::Instant time);

    base::Descriptor socket_;
    base::Duration offset_{};
    std::vector<capture::CapturedFrame> frames_;
    uint64_t kept_octets_ = 0;
    uint64_t lost_ = 0;
    uint64_t from_raw_peer_ = 0;
};

}  // namespace echospec::sandbox
