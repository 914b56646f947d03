// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "casefile/case.hpp"
#include "casefile/mistakes.hpp"

namespace echospec::casefile {

// Reports steps that the case's transport does not know: a FIN in UDP, an own address in TCP.
void check_transport(const std::vector<Step>& steps, Transport transport, Mistakes& mistakes);
void check_transport(const After& after, Transport transport, Mistakes& mistakes);

}  // namespace echospec::casefile
