// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

// What differs where a workflow of GitHub Actions runs echospec.

namespace echospec::cli {

bool in_github_workflow();

// A runner takes any line that begins with `::`, or holds `##[`, for a command of the workflow:
// what a target prints must not be one.
std::string without_commands(const std::string& text);

}  // namespace echospec::cli
