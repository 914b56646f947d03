// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "casefile/raw_step.hpp"
#include "casefile/values.hpp"

// What a case knows of a number: the number itself, or {at-least: 1, at-most: 100}, one of the two
// or both. Nothing is returned if the key is not there, or what it says is wrong.

namespace echospec::casefile {

std::optional<Bounds> read_field_bounds(Scope& scope, const Node* node);   // of a header's field
std::optional<Bounds> read_count_bounds(Scope& scope, const Node* node);   // of segments
std::optional<SeqBounds> read_seq_bounds(Scope& scope, const Node* node);  // of a sequence number

}  // namespace echospec::casefile
