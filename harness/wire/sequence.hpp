// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

// TCP numbers octets modulo 2^32 (RFC 9293 §3.4). A Sequence is such a number as it stands in a
// header: two of them have a distance, but no order by `<`. Everything that is judged is judged on
// Positions, which never wrap: 0 is the SYN, 1 the first octet, and the FIN stands one past the
// last octet.

namespace echospec::wire {

struct Sequence {
    uint32_t value = 0;
    bool operator==(const Sequence&) const = default;
};

inline Sequence operator+(Sequence number, uint32_t count) {
    return {number.value + count};
}

// The distance from `b` to `a`: negative if `a` comes before `b`. Right while they are less than
// 2^31 apart, which the largest window (RFC 7323 §2.3) keeps them.
inline int32_t operator-(Sequence a, Sequence b) {
    return static_cast<int32_t>(a.value - b.value);
}

inline bool before(Sequence a, Sequence b) {
    return a - b < 0;
}

using Position = int64_t;

// The header number of a position.
inline Sequence wrap(Position position, Sequence initial) {
    return initial + static_cast<uint32_t>(static_cast<uint64_t>(position));
}

// The position with this header number that is nearest to `near`.
inline Position unwrap(Sequence number, Sequence initial, Position near) {
    return near + (number - wrap(near, initial));
}

}  // namespace echospec::wire
