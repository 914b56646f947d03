// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "verdict/judge_segment.hpp"

// A segment of the target in words, and beside a shape.

namespace echospec::verdict {

// "SYN+ACK, seq 0, ack 1, window 64240, mss 1460".
std::string text_of(const SegmentView& seen);

bool fits(const casefile::SegmentShape& shape, const SegmentView& seen, uint64_t seed);

}  // namespace echospec::verdict
