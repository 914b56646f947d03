// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "casefile/step.hpp"
#include "casefile/values.hpp"

// The steps of the raw peer that take more than its name. Where a value is wrong, nothing is
// returned, or the default stands in its place, and it has been reported.

namespace echospec::casefile {

std::optional<Action> read_raw_peer(Scope& scope, const Node& value);
std::optional<Action> read_segment(Scope& scope, const Node& value);
std::optional<Action> read_datagram(Scope& scope, const Node& value);
std::optional<Action> read_icmp(Scope& scope, const Node& value);

// What `segment` and `datagram` have alike: on whom, and either what is sent or what is expected.
struct Exchange {
    std::string on = "client";
    const Node* send = nullptr;    // or
    const Node* expect = nullptr;  // exactly one is there
};

// `sample` shows a person both ways to write the step.
std::optional<Exchange> read_exchange(Scope& scope, const Node& value, std::string_view sample);

// What stands behind `expect` of a segment.
std::optional<ExpectSegment> read_expected_segment(Scope& scope, const Node& node);

std::optional<ChecksumMade> read_checksum(Scope& scope, const Node* node);

// A field of 16 bits: a number, or a size such as 4KiB.
std::optional<uint16_t> read_field(Scope& scope, const Node* node);

// A sequence number, counted from the initial one.
std::optional<int64_t> read_relative(Scope& scope, const Node* node);

}  // namespace echospec::casefile
