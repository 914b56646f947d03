// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.hpp"
#include "base/duration.hpp"
#include "wire/sequence.hpp"

// One TCP segment, decoded and checked: every field may be used without another look at its
// bytes. It is a value and outlives its frame; of the payload it knows the place in the frame.

namespace echospec::wire {

using base::Address;
using base::Endpoint;

struct Flags {
    bool syn = false;
    bool ack = false;
    bool fin = false;
    bool rst = false;
    bool psh = false;
    bool urg = false;
    bool ece = false;  // RFC 3168: the packets of the other side met congestion
    bool cwr = false;  // it sends less now
    bool operator==(const Flags&) const = default;
};

// "SYN,ACK", "FIN,ACK", "none", in the order of RFC 9293's figures.
std::string to_string(const Flags& flags);

struct Timestamps {  // RFC 7323 §3.2
    uint32_t value = 0;
    uint32_t echo = 0;
    bool operator==(const Timestamps&) const = default;
};

struct SackBlock {  // RFC 2018 §3
    Sequence begin;
    Sequence end;
    bool operator==(const SackBlock&) const = default;
};

struct Options {
    std::optional<uint16_t> mss;
    std::optional<uint8_t> window_scale;
    std::optional<Timestamps> timestamps;
    std::vector<SackBlock> sack;
    bool sack_permitted = false;
    bool fast_open = false;      // the option of RFC 7413, with a cookie or without
    bool malformed = false;      // a length that does not fit: what came before it is above
    bool dirty_padding = false;  // other octets than zeros behind the end of the list
    bool operator==(const Options&) const = default;
};

// `unfilled` is what Linux leaves for the hardware to finish: the sum of the pseudo-header alone.
// On `lo` nobody finishes it.
enum class Checksum { right, wrong, unfilled, unknown };

// Where the captured part of the payload is in the frame.
struct Slice {
    size_t offset = 0;
    size_t size = 0;
    bool operator==(const Slice&) const = default;
};

struct Segment {
    base::Instant time;  // by the clock of the capture, which may be the wall's
    Endpoint source;
    Endpoint destination;
    Sequence seq;
    Sequence ack;  // means nothing without the ACK flag
    Flags flags;
    uint16_t window = 0;  // as in the header, not scaled
    uint16_t urgent = 0;  // the pointer; means nothing without the URG flag
    Options options;
    uint8_t reserved = 0;       // the four bits behind the data offset
    uint8_t traffic_class = 0;  // of its packet: six bits of DSCP, two of ECN
    uint8_t option_octets = 0;  // of the header
    uint32_t length = 0;        // octets of payload on the wire
    Slice payload;              // smaller than `length` if the capture cut the frame
    bool truncated = false;
    Checksum checksum = Checksum::unknown;
    bool operator==(const Segment&) const = default;
};

// Beyond `lo`, no TCP would take it.
inline bool is_damaged(const Segment& segment) {
    return segment.checksum == Checksum::wrong || segment.checksum == Checksum::unfilled;
}

}  // namespace echospec::wire
