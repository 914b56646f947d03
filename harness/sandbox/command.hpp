// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

namespace echospec::sandbox {

using Environment = std::map<std::string, std::string>;

// This process's environment with these variables set, as `NAME=value`, and what execve(2) takes.
std::vector<std::string> environment_with(const Environment& variables);
std::vector<const char*> pointers_to(const std::vector<std::string>& environment);

// The program that a command's first word means when it is run in `directory`: found in PATH, or
// from there. Empty if there is none.
std::string program_of(const std::string& word, const std::string& directory);

// Runs a command to its end, outside of any sandbox; what it prints goes to stderr. Returns its
// exit status, 128+N if signal N ended it. Throws HarnessError if it cannot be started.
int run_command(const std::vector<std::string>& command, const std::string& directory,
                const Environment& variables);

}  // namespace echospec::sandbox
