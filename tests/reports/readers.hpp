// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

// Programs that others wrote, which read or open what echospec writes: Debian's, and those of npm
// that package.json names and tools/setup installs beside it.

namespace echospec::reports {

// Skips the running test, since a reader is not installed; where CI says that all must be there
// (ECHOSPEC_MUST_ISOLATE=1), fails it. For `if (…) return miss("chromium");`.
void miss(const std::string& what);

bool has_node_module(const std::string& name);

// What a command printed, on both streams, and how it ended.
struct Said {
    int status = 0;
    std::string text;
};

// A command line for the shell; its words are the caller's own.
Said say(const std::string& command);

}  // namespace echospec::reports
