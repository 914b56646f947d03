// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "casefile/display.hpp"
#include "verdict/judge.hpp"

// Whether what a program has printed shows certain bytes. Pure.
//
// Programs differ: one copies bytes as they are, the next prints "Received: hello", Python prints
// b'hello\x00', a loop prints each piece on a line of its own. All of these show the bytes,
// whatever stands around them:
//
//   as they are, anywhere in the output;
//   in Python's literals, b'...' or "...", several one behind the other if need be;
//   with escapes, as Python, Go and Rust write them in a quoted text: hi\n\x00\u00e9;
//   in pieces, each at the end of a line: "got h", "got ello".
//
// What stands around them is text for people: a NUL there, or broken UTF-8, comes from memory that
// nobody has written to.

namespace echospec::verdict {

// What a declared pattern finds: the first group of each match, or the match where there is none.
std::string matches_of(const std::string& pattern, std::string_view output);

bool shows(std::string_view output, std::string_view bytes);

// How many octets of `bytes`, from its first one on, the output shows.
uint64_t longest_shown(std::string_view output, std::string_view bytes);

// UTF-8 without control characters but those that move the cursor, ring or colour.
bool is_text(std::string_view output);

// What is wanted of stdout. Without bounds, all the bytes; with them, a prefix of a length between.
struct ShownWanted {
    std::string_view bytes;
    std::optional<uint64_t> at_least;
    std::optional<uint64_t> at_most;
    casefile::Display display{};
};
Judgement judge_shown(const ShownWanted& wanted, std::string_view output, Finality finality);

// Nothing but text was printed, or nothing at all.
Judgement judge_only_text(std::string_view output, Finality finality);

// Something was printed.
Judgement judge_not_empty(std::string_view output, Finality finality);

}  // namespace echospec::verdict
