// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/diagnostics.hpp"
#include "wire/decode.hpp"

namespace echospec::capture {

// What a capture file held, once it was read to its end.
struct CaptureSummary {
    uint64_t frames = 0;
    bool cut_short = false;  // the last record is not whole: what is before it was read
};

// Called for each frame, in order; the bytes are valid during the call only. `number` counts
// from 1.
using FrameVisitor = std::function<void(const wire::RawFrame& frame, uint64_t number)>;

// Reads a pcap or pcapng file (any byte order, micro- or nanoseconds) as a stream: memory does not
// grow with the file. `-` is standard input.
//
// A cut last record is no error: captures are copied while they are being written. These are: no
// such file; a file that is no capture, or is cut within its first header; a link type that
// decode() does not know; a record whose lengths cannot be (the file is damaged from there on).
// Frames before the damage have been visited.
base::Result<CaptureSummary> read_capture(const std::string& path, const FrameVisitor& visit);

}  // namespace echospec::capture
