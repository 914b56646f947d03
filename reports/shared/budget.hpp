// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "verdict/result.hpp"

namespace echospec::reports {

// How many bytes each long text of a finding may have, at most `limit`, so that a report of
// thousands of findings stays one that CI systems take (GitLab refuses above 30 MB). With a few
// hundred findings it is the whole limit.
size_t share_of_finding(const verdict::RunResult& run, size_t limit);

}  // namespace echospec::reports
