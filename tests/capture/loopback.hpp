// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "wire/conversation.hpp"
#include "wire/segment.hpp"

namespace echospec::capture::test {

struct Recording {
    std::string refused;   // why nothing could be recorded; empty if it could
    bool complete = true;  // the kernel dropped no frame for want of room
};

// Runs the scenario in a child of this process, in a network namespace of its own where only `lo`
// is, with this MTU, and leaves all that passes there as a capture file. Needs no privilege.
Recording record_loopback(const std::string& path, int mtu, const std::function<void()>& scenario);

// All TCP segments of a capture file. Throws std::runtime_error if it cannot be read whole.
std::vector<wire::Segment> segments_of(const std::string& path);

}  // namespace echospec::capture::test
