// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "wire/sequence.hpp"

namespace echospec::wire {

// No window is larger (RFC 7323 §2.3): a number farther off belongs to another connection.
inline constexpr Position kLargestWindow = Position{1} << 30;

struct Range {
    Position begin = 0;
    Position end = 0;  // one past
    bool operator==(const Range&) const = default;
};

// What became of the positions that a segment carried: seen for the first time at the head of the
// stream, into a gap, or again.
struct Placement {
    Position fresh = 0;
    Position filled = 0;
    Position repeated = 0;
    bool left_gap = false;  // positions before it have not been seen
};

// One direction of a connection, as far as a capture shows it: which positions have been seen, and
// up to where the other end has acknowledged them. It forgets the octets themselves; of gaps it
// remembers a bounded number, and counts the octets of those that it had to forget.
class Stream {
  public:
    // Position `at` has this header number. Whatever was known of another numbering is dropped.
    void anchor(Sequence number, Position at);
    bool anchored() const { return initial_.has_value(); }

    // Of an anchored stream only. The second is the number of position 0.
    Position position_of(Sequence number) const { return unwrap(number, *initial_, next_); }
    std::optional<Sequence> initial() const { return initial_; }

    Placement take(Range range);
    void acknowledge(Position up_to);  // does nothing for what is acknowledged already

    Position next() const { return next_; }  // one past the highest position seen
    Position acknowledged() const { return acknowledged_; }
    Position received() const;  // what a receiver of all that was seen expects next
    uint64_t unseen() const;    // positions below next() that were never seen

  private:
    Position fill(Range range);

    std::optional<Sequence> initial_;
    Position next_ = 0;
    Position acknowledged_ = 0;
    std::vector<Range> gaps_;  // ascending, disjoint, below next_
    uint64_t forgotten_ = 0;
};

}  // namespace echospec::wire
