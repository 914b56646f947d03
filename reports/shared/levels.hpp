// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "verdict/result.hpp"

// How far a target conforms, by what the cases are about: a target may reach MUST and SHOULD in its
// half-close, and deviate in its robustness. What is owed to the kernel's TCP is a group of its
// own, "stack", wherever its cases stand. What a baseline accepts deviates all the same.

namespace echospec::reports {

// The highest level whose cases all held.
enum class Level { untested, deviates, undecided, must, should, all };

std::string_view to_string(Level level);  // "MUST and SHOULD"

// Cases of one level that ran to a verdict, and how many of them held.
struct Held {
    size_t held = 0;
    size_t ran = 0;
};

struct LevelGroup {
    std::string name;  // "half-close"
    Level level = Level::untested;
    Held must, should, other;  // other: what may be, and good practice
    size_t untested = 0;
    std::vector<const verdict::CaseResult*> cases;  // in plan order
};

inline constexpr std::string_view kStackGroup = "stack";

// "half-close", or "stack" for what is the kernel's duty; never empty.
std::string level_group(const verdict::CaseResult& result);

// In the order of a connection's life: establish, exchange, half-close, close …, the stack last.
// The run must outlive them.
std::vector<LevelGroup> levels_of(const verdict::RunResult& run);

}  // namespace echospec::reports
