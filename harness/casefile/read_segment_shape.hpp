// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "casefile/map_reader.hpp"
#include "casefile/raw_step.hpp"

// What a case asks of a segment of the target: SYN+ACK, or {flags: SYN+ACK, ack: 1}. Nothing is
// returned where it is wrong, and has been reported.

namespace echospec::casefile {

std::optional<SegmentShape> read_shape(Scope& scope, const Node& node);

// A map, of which other keys may have been asked for before.
std::optional<SegmentShape> read_shape_map(Scope& scope, MapReader& map, const Node& node);

// A word alone: the flags. `none` is refused, since it is nearly always meant for `nothing`;
// `other` is a word that may stand in place of flags, for those who misspell it.
std::optional<SegmentShape> read_shape_word(Scope& scope, const Node& node, std::string_view other);

}  // namespace echospec::casefile
