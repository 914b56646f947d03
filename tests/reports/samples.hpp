// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "casefile/catalogue.hpp"
#include "verdict/result.hpp"

// Runs that the report writers are tested with.

namespace echospec::reports {

// One case of each verdict, among them two variants of one case, and one whose every text is
// hostile: markup, NUL, ESC, `]]>`, broken UTF-8.
verdict::RunResult sample_run();

// Requirements with each outcome in sample_run().
casefile::Catalogue sample_catalogue();

// Every text is random bytes, every verdict occurs; the same for the same seed.
verdict::RunResult arbitrary_run(uint64_t seed);

// `<b>&amp;"'` and worse, in the bytes that a target may send.
std::string hostile_text();

}  // namespace echospec::reports
