// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casefile/step.hpp"
#include "casefile/values.hpp"

// The steps of the raw peer that take more than its name. Where a value is wrong, nothing is
// returned, or the default stands in its place, and it has been reported.

namespace echospec::casefile {

std::optional<Action> read_raw_peer(Scope& scope, const Node& value);
std::optional<Action> read_segment(Scope& scope, const Node& value);
std::optional<Action> read_datagram(Scope& scope, const Node& value);
std::optional<Action> read_icmp(Scope& scope, const Node& value);
std::optional<Action> read_initial_numbers(Scope& scope, const Node& value);

// Whether `value` is a map in which exactly one of these keys stands, as `segment` wants it; if
// not, that is reported, and `sample` shows a person how to write the step.
bool has_one_of(Scope& scope, const Node& value, const std::vector<std::string>& keys,
                std::string_view sample);

// What the case writes in a segment: the flags alone, `again`, or a map.
std::optional<SendSegment> read_sent_segment(Scope& scope, const Node& node);

// What stands behind `expect` of a segment: a shape, several of which one has to fit, or `nothing`.
std::optional<ExpectSegment> read_expected_segment(Scope& scope, const Node& node);

std::optional<wire::ChecksumKind> read_checksum(Scope& scope, const Node* node);

// A field of 16 bits: a number, or a size such as 4KiB.
std::optional<uint16_t> read_field(Scope& scope, const Node* node);

// A sequence number, counted from the initial one.
std::optional<int64_t> read_relative(Scope& scope, const Node* node);

}  // namespace echospec::casefile
