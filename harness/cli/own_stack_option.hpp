// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "casefile/own_stack.hpp"
#include "casefile/signal.hpp"
#include "cli/options.hpp"

// Options of targets that bring their own TCP. What is wrong with them is a CLI::ValidationError.

namespace echospec::cli {

casefile::OwnStack own_stack_of(const std::string& text);   // --own-stack
casefile::Signal close_signal_of(const std::string& name);  // --close-signal

// What follows from an own stack for all other options; nothing, if the target has none.
void complete_own_stack(RunOptions& options);

}  // namespace echospec::cli
