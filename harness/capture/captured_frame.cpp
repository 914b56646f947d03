// SPDX-License-Identifier: Apache-2.0
#include "capture/captured_frame.hpp"

namespace echospec::capture {

std::vector<wire::Frame> decode_all(const std::vector<CapturedFrame>& frames, wire::LinkType link) {
    std::vector<wire::Frame> decoded;
    decoded.reserve(frames.size());
    for (const CapturedFrame& frame : frames) {
        decoded.push_back(wire::decode({frame.time, link, frame.bytes, frame.wire_length}));
    }
    return decoded;
}

std::vector<wire::Segment> segments_of(const std::vector<wire::Frame>& frames) {
    std::vector<wire::Segment> segments;
    for (const wire::Frame& frame : frames) {
        if (const auto* segment = std::get_if<wire::Segment>(&frame)) segments.push_back(*segment);
    }
    return segments;
}

}  // namespace echospec::capture
