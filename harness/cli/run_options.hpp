// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/App.hpp>
#include <string>
#include <vector>

#include "cli/options.hpp"

namespace echospec::cli {

// Declares the options of `run` on its subcommand; they are put into `options` when it is parsed.
void declare_run_options(CLI::App& command, RunOptions& options);

// A target file and a command exclude each other. Throws CLI::ValidationError.
void check_target(const RunOptions& options, const std::vector<std::string>& command);

// Checks what the options mean together, and puts the target's command in. Throws
// CLI::ValidationError.
void complete_run_options(RunOptions& options, std::vector<std::string> command);

}  // namespace echospec::cli
