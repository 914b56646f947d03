// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "large_runs.hpp"
#include "reports/annotations/annotations.hpp"
#include "reports/html/html.hpp"
#include "reports/junit/junit.hpp"
#include "reports/markdown/markdown.hpp"
#include "reports/tap/tap.hpp"
#include "samples.hpp"

// Twenty thousand cases stay reports that CI systems take: GitLab refuses JUnit above 30 MB, GitHub
// a summary above 1 MiB.

namespace echospec::reports {
namespace {

constexpr size_t kCases = 20'000;
constexpr size_t kMega = 1'000'000;

class Sizes : public testing::TestWithParam<Failing> {
  protected:
    const verdict::RunResult run_ = large_run(kCases, GetParam());
};

INSTANTIATE_TEST_SUITE_P(Large, Sizes, testing::Values(Failing::few, Failing::all),
                         [](const testing::TestParamInfo<Failing>& each) {
                             return each.param == Failing::few ? "Few" : "All";
                         });

TEST_P(Sizes, PageIsBoundedAndSaysWhatItLeavesOut) {
    const std::string page = html::render(run_, sample_catalogue());
    EXPECT_LT(page.size(), 16 * kMega);
    const bool all = GetParam() == Failing::all;
    EXPECT_EQ(page.find("are left out, since this page is full") != std::string::npos, all);
    EXPECT_EQ(page.find("are shown briefly") != std::string::npos, !all);
}

TEST_P(Sizes, JUnitIsBounded) {
    for (const junit::Dialect dialect : {junit::Dialect::rich, junit::Dialect::gitlab})
        EXPECT_LT(junit::render(run_, dialect).size(), 30 * kMega);
}

TEST_P(Sizes, OthersAreBounded) {
    EXPECT_LT(markdown::render(run_, markdown::kStepSummaryLimit).size(), size_t{1} << 20);
    EXPECT_LT(annotations::render(run_).size(), size_t{1} << 20);
    EXPECT_LT(tap::render(run_).size(), 30 * kMega);
}

}  // namespace
}  // namespace echospec::reports
