// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "base/text.hpp"
#include "wire/decode.hpp"

namespace echospec::capture {

// A frame as a live capture took it. Its time is written to files as it is, so it should be the
// wall's: nanoseconds since 1970.
struct CapturedFrame {
    base::Instant time;
    base::Bytes bytes;
    uint32_t wire_length = 0;  // bytes.size() is meant where this is less
};

std::vector<wire::Frame> decode_all(const std::vector<CapturedFrame>& frames, wire::LinkType link);

// Those of them that are TCP segments, for wire::fold_all().
std::vector<wire::Segment> segments_of(const std::vector<wire::Frame>& frames);

}  // namespace echospec::capture
