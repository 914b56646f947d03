// SPDX-License-Identifier: Apache-2.0
#include "reports/shared/budget.hpp"

#include <algorithm>

#include "reports/shared/standing.hpp"

namespace echospec::reports {
namespace {

constexpr size_t kAllFindings = 8U << 20;
constexpr size_t kLeast = 256;

}  // namespace

size_t share_of_finding(const verdict::RunResult& run, size_t limit) {
    const auto findings =
        static_cast<size_t>(std::count_if(run.cases.begin(), run.cases.end(), &is_finding));
    return std::min(limit, std::max(kLeast, kAllFindings / std::max<size_t>(findings, 1)));
}

}  // namespace echospec::reports
