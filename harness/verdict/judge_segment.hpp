// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "casefile/raw_step.hpp"
#include "verdict/judge.hpp"
#include "wire/segment.hpp"

// What a raw peer's case expects of the target's segments, judged one by one. Pure, like judge.hpp.
//
// The next segment that says anything new has to fit. Passed over are repetitions, unless one is
// asked for, and acknowledgments that fit nothing: a target may cut, merge and acknowledge as it
// likes. A finding compares the segment that decided with what was expected, field by field.

namespace echospec::verdict {

// A segment of the target, its numbers counted from both initial ones.
struct SegmentView {
    wire::Flags flags;
    int64_t seq = 0;
    int64_t ack = 0;
    uint64_t window = 0;
    uint64_t length = 0;
    std::optional<uint16_t> mss;
    uint16_t urgent = 0;
    std::string_view payload;
    bool again = false;  // it brings nothing new
    bool wrong_checksum = false;
};

// `taken` counts segments. Random payloads follow from the seed.
Judgement judge_segment(const casefile::ExpectSegment& wanted,
                        const std::vector<SegmentView>& fresh, Finality finality, uint64_t seed);

}  // namespace echospec::verdict
