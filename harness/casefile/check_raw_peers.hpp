// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "casefile/case.hpp"
#include "casefile/mistakes.hpp"

namespace echospec::casefile {

// Reports what a raw peer is asked that only a kernel's socket can do, what a kernel's socket is
// asked that only a raw peer can do, and a stream where no step has opened the connection. Names
// that nobody opened are left to check_connections.
void check_raw_peers(const std::vector<Step>& steps, const Applies& applies, Mistakes& mistakes);

}  // namespace echospec::casefile
