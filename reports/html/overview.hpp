// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/html/anchors.hpp"
#include "reports/html/template.hpp"
#include "verdict/result.hpp"

// What is known of a target besides its cases, as the data of target.mustache: what it is and its
// verdict, the counts, what was not tested and why.

namespace echospec::reports::html {

// The run must be clean.
void put_overview(Data& target, const verdict::RunResult& run, const Anchors& anchors);

}  // namespace echospec::reports::html
