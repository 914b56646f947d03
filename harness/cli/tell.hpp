// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "verdict/result.hpp"

// Results told to a person at a terminal. Pure: texts from values.

namespace echospec::cli {

enum class Colour { off, on };

// "pass  tcp/server/exchange/echoes-one-byte  1.2 ms", one line.
std::string tell_line(const verdict::CaseResult& result, Colour colour);

// Everything about a case that did not hold: the rule and its source, what was expected and seen,
// the numbered steps with the deciding one marked, the target's output, how to repeat it.
std::string tell_finding(const verdict::CaseResult& result, Colour colour);

// The end: what was tested, counts by group and verdict, hints, and last the exit code with its
// reason.
std::string tell_end(const verdict::RunResult& run, Colour colour);

}  // namespace echospec::cli
