// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/html/anchors.hpp"
#include "reports/html/template.hpp"
#include "verdict/result.hpp"

// What stands above the cases, as the data of page.mustache: the target and its verdict, the
// counts, the matrix of groups and cases, what was not tested and why, and the choices of the
// filter.

namespace echospec::reports::html {

// The run must be clean.
void put_overview(Data& page, const verdict::RunResult& run, const Anchors& anchors);

}  // namespace echospec::reports::html
