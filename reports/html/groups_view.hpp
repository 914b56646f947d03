// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "reports/html/anchors.hpp"
#include "reports/html/template.hpp"
#include "verdict/result.hpp"

// How far a target conforms in each group of cases, with a square for each case.

namespace echospec::reports::html {

// As the data of target.mustache: `bodies`, what is the kernel's duty in one of its own. The run
// must be clean.
void put_groups(Data& target, const verdict::RunResult& run, const Anchors& anchors);

// The groups of all runs, in the order of a connection's life.
std::vector<std::string> group_names(const std::vector<verdict::RunResult>& runs);

// A row of the matrix of page.mustache: a cell for each of the groups.
Data cells_data(const verdict::RunResult& run, const std::vector<std::string>& groups,
                const Anchors& anchors);

}  // namespace echospec::reports::html
