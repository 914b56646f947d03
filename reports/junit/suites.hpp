// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "verdict/result.hpp"

// How suites and cases are named and counted, as JUnit's readers want them.

namespace echospec::reports::junit {

// A warning counts as passed, what is inconclusive as an error, what did not run and what the
// baseline knows as skipped.
struct Counts {
    int tests = 0;
    int failures = 0;
    int errors = 0;
    int skipped = 0;
    double seconds = 0;
};

Counts count(const std::vector<const verdict::CaseResult*>& cases);

// Never negative, and finite.
double seconds_of(double milliseconds);

// Readers split a class name at its dots, so slashes become dots and all else that is special `_`.
std::string dotted(std::string_view text);

// The program's own name; for a server that ran already, where it was.
std::string target_name(const verdict::RunResult& run);

}  // namespace echospec::reports::junit
