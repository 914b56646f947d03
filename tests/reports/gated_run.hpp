// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verdict/result.hpp"

namespace echospec::reports {

// A run under --strict with a baseline: one case for each way in which a verdict does not tell by
// itself whether it gates. Five of its ten cases do.
verdict::RunResult gated_run();

}  // namespace echospec::reports
