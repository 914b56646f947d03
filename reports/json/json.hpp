// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "verdict/result.hpp"

// The results file: everything that a run found, in the shape of results.schema.json. All other
// reports can be written from it later.

namespace echospec::reports::json {

std::string render(const verdict::RunResult& run);

}  // namespace echospec::reports::json
