// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/duration.hpp"
#include "base/suggest.hpp"
#include "casefile/case.hpp"
#include "casefile/mistakes.hpp"
#include "casefile/node.hpp"

// Scalars of the tree as typed values. Each reader takes the node that map_reader found, or null
// if the key is not there; it returns nothing then, and also where the value is wrong, having
// reported that.

namespace echospec::casefile {

// What a reader carries along: where mistakes go, and what `$name` stands for.
struct Scope {
    Mistakes& mistakes;
    const Parameters* parameters = nullptr;  // null: `$name` is plain text
    std::set<std::string> used;              // the parameters that were asked for
    bool any_name = false;                   // true: the matrix is broken, so any `$name` may exist
    Transport transport = Transport::tcp;    // of the case
};

struct Range {
    uint64_t low = 0;
    uint64_t high = 0;
};

struct SignedRange {
    int64_t low = 0;
    int64_t high = 0;
};

constexpr Range kCounts{1, 10'000};
constexpr Range kTimes{1, 1'000'000};
constexpr Range kSizes{1, uint64_t{4} << 30};
constexpr Range kDatagramSizes{0, 65507};  // what IPv4 leaves of 65535 octets
constexpr Range kPorts{1, 65535};
constexpr Range kField{0, UINT16_MAX};  // of a header, 16 bits
constexpr Range kGrowth{0, uint64_t{4} << 30};

// Adds a mistake at the node; where the node names parameters, says what they stand for.
void complain(Scope& scope, const Node& node, std::string_view message, std::string_view hint);

// Says that this belongs here, and what stands here instead: "a list belongs here, not a text".
void complain_kind(Scope& scope, const Node& node, std::string_view wanted, std::string_view hint);

std::optional<std::string> read_text(Scope& scope, const Node* node);   // also an empty one
std::optional<std::string> read_words(Scope& scope, const Node* node);  // not only blanks
std::optional<bool> read_bool(Scope& scope, const Node* node);
std::optional<uint64_t> read_number(Scope& scope, const Node* node, Range range);
std::optional<int64_t> read_signed(Scope& scope, const Node* node, SignedRange range);
std::optional<uint64_t> read_size(Scope& scope, const Node* node, Range range);

// A connection's name: lower-case letters, digits and hyphens.
std::optional<std::string> read_name(Scope& scope, const Node* node);

// An IPv4 or IPv6 address.
std::optional<base::Address> read_address(Scope& scope, const Node* node);

// 500ms, 5s or 1m: longer than nothing.
std::optional<base::Duration> read_duration(Scope& scope, const Node* node);

// The nodes of a list of scalars, those that are none left out, having been reported.
std::vector<const Node*> read_list(Scope& scope, const Node* node);
std::vector<std::string> read_texts(Scope& scope, const Node* node);

template <class T>
using Words = std::vector<std::pair<std::string, T>>;

// One of these words.
template <class T>
std::optional<T> read_choice(Scope& scope, const Node* node, const Words<T>& words) {
    const std::optional<std::string> text = read_text(scope, node);
    if (!text) return std::nullopt;
    std::vector<std::string> known;
    for (const auto& [word, value] : words) {
        if (word == *text) return value;
        known.push_back(word);
    }
    complain(scope, *node, "unknown word `" + *text + "`", base::suggest(*text, known));
    return std::nullopt;
}

const Words<Level>& level_words();
const Words<Duty>& duty_words();
const Words<Family>& family_words();

}  // namespace echospec::casefile
