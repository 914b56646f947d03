// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "verdict/result.hpp"

// The Test Anything Protocol, version 14 (testanything.org), with a YAML block for each finding:
//
//     TAP version 14
//     1..2
//     ok 1 - tcp/server/close/active # SKIP follows from tcp/server/exchange/one-byte
//     not ok 2 - tcp/server/half-close/drains[size=1]
//       ---
//       message: "FIN after 4 KiB of 64 KiB"
//       ...
//
// A warning is `ok` with a block, a deviation that the baseline knows `not ok` with the directive
// TODO, which no harness counts as a failure; an interrupted run bails out.

namespace echospec::reports::tap {

std::string render(const verdict::RunResult& run);

}  // namespace echospec::reports::tap
