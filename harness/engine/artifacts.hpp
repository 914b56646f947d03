// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/settings.hpp"
#include "engine/stage.hpp"
#include "verdict/result.hpp"

namespace echospec::engine {

// Writes the case's capture below --artifacts, if it is wanted for a case of this verdict, and
// names it in the result: `DIR/tcp/server/close/four-way-close[size=1].pcap`.
void keep_artifacts(verdict::CaseResult& result, Stage& stage, const Settings& settings);

}  // namespace echospec::engine
