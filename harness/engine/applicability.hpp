// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/discovery.hpp"
#include "engine/job.hpp"
#include "engine/settings.hpp"

namespace echospec::engine {

// Why a case cannot be run on a target that listens like this; empty if it can.
std::string why_not_applicable(const Job& job, const Settings& settings,
                               const std::vector<Listener>& listeners);

}  // namespace echospec::engine
