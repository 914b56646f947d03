// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "reports/shared/levels.hpp"
#include "verdict/result.hpp"

// Colours and signs: each colour of style.css is named after a verdict.

namespace echospec::reports::html {

// A sign beside the colour, for who does not tell the colours apart and for print.
std::string mark(verdict::Verdict verdict);

// "v-fail", as the exit code says.
std::string tone_of(const verdict::RunResult& run);

// "fail", whose colour a level has.
std::string tone_of(Level level);

}  // namespace echospec::reports::html
