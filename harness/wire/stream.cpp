// SPDX-License-Identifier: Apache-2.0
#include "wire/stream.hpp"

#include <algorithm>

namespace echospec::wire {
namespace {

constexpr size_t kMaxGaps = 64;

}  // namespace

void Stream::anchor(Sequence number, Position at) {
    *this = Stream{};
    initial_ = Sequence{number.value - static_cast<uint32_t>(at)};
    next_ = acknowledged_ = at;
}

Placement Stream::take(Range range) {
    Placement placement;
    const Position seen_before = next_;
    if (range.begin > next_) {
        gaps_.push_back({next_, range.begin});
        placement.left_gap = true;
        next_ = range.begin;
    }
    if (gaps_.size() > kMaxGaps) {
        forgotten_ += static_cast<uint64_t>(gaps_.front().end - gaps_.front().begin);
        gaps_.erase(gaps_.begin());
    }
    if (range.end > next_) {
        placement.fresh = range.end - std::max(range.begin, next_);
        next_ = range.end;
    }
    const Range old{range.begin, std::min(range.end, seen_before)};
    if (old.begin < old.end) {
        placement.filled = fill(old);
        placement.repeated = old.end - old.begin - placement.filled;
    }
    return placement;
}

// Cuts the range out of the gaps, and says how many positions that were.
Position Stream::fill(Range range) {
    Position filled = 0;
    std::vector<Range> left;
    for (const Range& gap : gaps_) {
        const Range common{std::max(gap.begin, range.begin), std::min(gap.end, range.end)};
        if (common.begin >= common.end) {
            left.push_back(gap);
            continue;
        }
        filled += common.end - common.begin;
        if (gap.begin < common.begin) left.push_back({gap.begin, common.begin});
        if (common.end < gap.end) left.push_back({common.end, gap.end});
    }
    gaps_ = std::move(left);
    return filled;
}

void Stream::acknowledge(Position up_to) {
    acknowledged_ = std::max(acknowledged_, std::min(up_to, next_));
}

// What was acknowledged has been received, though the capture may not hold it.
Position Stream::received() const {
    for (const Range& gap : gaps_) {
        if (gap.end > acknowledged_) return std::max(gap.begin, acknowledged_);
    }
    return next_;
}

uint64_t Stream::unseen() const {
    uint64_t count = forgotten_;
    for (const Range& gap : gaps_)
        count += static_cast<uint64_t>(gap.end - gap.begin);
    return count;
}

}  // namespace echospec::wire
