// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "casefile/draft.hpp"

namespace echospec::casefile {

// Reports, once each, the entries of `presumes` that close a circle.
void check_cycles(std::vector<FileDraft>& files);

}  // namespace echospec::casefile
