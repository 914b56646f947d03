// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostics.hpp"
#include "casefile/catalogue.hpp"
#include "engine/pool.hpp"
#include "engine/settings.hpp"
#include "verdict/gating.hpp"
#include "verdict/result.hpp"

namespace echospec::engine {

// The whole way: discover the target, plan, run every job, decide the exit code. The result holds
// every planned case whatever happened; Diagnostics are mistakes of the command line (exit 2).
base::Result<verdict::RunResult> run(const casefile::Catalogue& catalogue, const Settings& asked,
                                     const verdict::Gating& gating, Progress& progress);

}  // namespace echospec::engine
