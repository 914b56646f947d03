// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/address.hpp"
#include "base/duration.hpp"
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
    uint64_t option_octets = 0;
    std::string_view payload;
    bool psh = false;
    bool again = false;  // it brings nothing new
    bool wrong_checksum = false;
    bool sound_options = true;
    unsigned reserved = 0;
    unsigned dscp = 0;
    unsigned ecn = 0;
    base::Address source;
    base::Duration since_sent{};  // after the raw peer last sent something
    // Of a repetition: how long after the one before it, that one after its own, and again.
    std::optional<base::Duration> pause;
    std::optional<base::Duration> pause_before;
    std::optional<base::Duration> pause_two_before;
};

// `taken` counts segments. Random payloads follow from the seed.
Judgement judge_segment(const casefile::ExpectSegment& wanted,
                        const std::vector<SegmentView>& fresh, Finality finality, uint64_t seed);

// How many of all that came have this shape.
Judgement judge_count(const casefile::CountSegments& wanted, const std::vector<SegmentView>& all,
                      uint64_t seed);

// What has to hold of each of all that came. `asked` is the address that the peer asks.
Judgement judge_every(casefile::EverySegment rule, const std::vector<SegmentView>& all,
                      const base::Address& asked);

// The target's initial sequence numbers, in the order of its connections.
Judgement judge_initial_numbers(casefile::NumbersAre wanted, const std::vector<uint32_t>& numbers);

}  // namespace echospec::verdict
