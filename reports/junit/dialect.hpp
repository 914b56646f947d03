// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "reports/junit/junit.hpp"

// What the dialects differ in, as one table.

namespace echospec::reports::junit {

// Which counts <testsuites> bears: the strict schema allows none, Jenkins' not the skipped ones.
enum class RootCounts { none, without_skipped, all };

// Where the target's output and the attachments go: to the case, or, since the strict schema knows
// no output of a case, to its suite.
enum class OutputPlace { test_case, suite };

struct Features {
    RootCounts root_counts = RootCounts::all;
    OutputPlace output = OutputPlace::test_case;
    bool suite_identity = false;    // package and id of each suite
    bool place = true;              // file and line of the step that decided
    bool case_properties = false;   // requirements, level, revision, …
    size_t attachments = 100;       // of one case, at most
    size_t text_limit = 16 * 1024;  // bytes of one finding's text
};

Features features(Dialect dialect);

}  // namespace echospec::reports::junit
