// SPDX-License-Identifier: Apache-2.0
#include "casefile/read_bounds.hpp"

#include "casefile/map_reader.hpp"
#include "casefile/read_raw_steps.hpp"

namespace echospec::casefile {
namespace {

constexpr Range kSegments{0, kTimes.high};

// `read` is how a single number of this kind is read.
template <class Known, class Read>
std::optional<Known> read_bounds(Scope& scope, const Node* node, Read read) {
    if (!node) return std::nullopt;
    if (node->kind != Node::Kind::map) {
        const auto exact = read(node);
        return exact ? std::optional(Known{*exact, *exact}) : std::nullopt;
    }
    MapReader map(scope, *node);
    const Node* const lowest = map.find("at-least");
    const Node* const highest = map.find("at-most");
    const auto least = read(lowest);
    const auto most = read(highest);
    const bool told = (lowest && !least) || (highest && !most);
    if (!map.finish() || told) return std::nullopt;
    const Known any;
    const Known known{least.value_or(any.at_least), most.value_or(any.at_most)};
    if (!lowest && !highest) {
        complain(scope, *node, "no bound is given", "a number, or {at-least: 1, at-most: 100}");
    } else if (known.at_least > known.at_most) {
        complain(scope, *node, "no number is within these bounds",
                 "`at-most` is not below `at-least`");
    }
    return known;
}

}  // namespace

std::optional<Bounds> read_field_bounds(Scope& scope, const Node* node) {
    return read_bounds<Bounds>(
        scope, node, [&](const Node* number) { return read_size(scope, number, kField); });
}

std::optional<Bounds> read_count_bounds(Scope& scope, const Node* node) {
    return read_bounds<Bounds>(
        scope, node, [&](const Node* number) { return read_number(scope, number, kSegments); });
}

std::optional<SeqBounds> read_seq_bounds(Scope& scope, const Node* node) {
    return read_bounds<SeqBounds>(scope, node,
                                  [&](const Node* number) { return read_relative(scope, number); });
}

}  // namespace echospec::casefile
