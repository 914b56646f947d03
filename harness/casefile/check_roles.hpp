// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "casefile/case.hpp"
#include "casefile/mistakes.hpp"

namespace echospec::casefile {

// Reports the steps that a target of this role cannot take part in: nobody connects to a client
// (over UDP somebody else may send to it, once it is known), a server's connections are not
// accepted, and of a client that has not been started nothing can be asked.
void check_roles(const std::vector<Step>& steps, const Applies& applies, Mistakes& mistakes);

}  // namespace echospec::casefile
