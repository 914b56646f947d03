// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "casefile/mistakes.hpp"
#include "casefile/step.hpp"

namespace echospec::casefile {

// Follows the connections through the steps and reports what cannot be done: a name that was not
// opened or is open already, a step on a connection that our side has ended, one that is opened in
// a loop and never ended there. What the target does is not guessed: after `receive: end` our side
// may still do anything.
void check_connections(const std::vector<Step>& steps, const After& after, Mistakes& mistakes);

}  // namespace echospec::casefile
