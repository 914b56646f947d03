// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/options.hpp"
#include "engine/settings.hpp"

namespace echospec::cli {

// Takes the sandbox where it can be had, and says on stderr what is lost without it. False if it
// was asked for and cannot be had.
bool choose_isolation(engine::Settings& settings, IsolationChoice choice);

}  // namespace echospec::cli
