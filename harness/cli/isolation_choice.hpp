// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/options.hpp"
#include "engine/settings.hpp"

namespace echospec::cli {

// Takes the sandbox where it can be had, and says on stderr what is lost without it. Returns what
// was asked for and cannot be had; empty if there is no such thing.
std::string choose_isolation(engine::Settings& settings, IsolationChoice choice);

}  // namespace echospec::cli
