// SPDX-License-Identifier: Apache-2.0
#include "reports/badge/badge.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "gated_run.hpp"
#include "golden.hpp"
#include "samples.hpp"
#include "verdict/gating.hpp"
#include "well_formed.hpp"

namespace echospec::reports::badge {
namespace {

verdict::RunResult run_of(std::vector<verdict::Verdict> verdicts, int exit_code) {
    verdict::RunResult run = sample_run();
    run.cases.assign(verdicts.size(), verdict::CaseResult{});
    for (size_t i = 0; i < verdicts.size(); ++i)
        run.cases[i].verdict = verdicts[i];
    for (verdict::CaseResult& result : run.cases)
        verdict::settle(result, {});
    run.exit_code = exit_code;
    return run;
}

std::string message_of(const verdict::RunResult& run) {
    return nlohmann::json::parse(render_shields(run))["message"];
}

TEST(Badge, SaysTheVerdictInTwoWords) {
    using verdict::Verdict;
    EXPECT_EQ(message_of(run_of({Verdict::pass}, 0)), "conforms");
    EXPECT_EQ(message_of(run_of({Verdict::pass, Verdict::warn}, 0)), "conforms, 1 warning");
    EXPECT_EQ(message_of(run_of({Verdict::fail, Verdict::fail}, 1)), "2 deviations");
    EXPECT_EQ(message_of(run_of({Verdict::inconclusive}, 4)), "is inconclusive");
    EXPECT_EQ(message_of(run_of({}, 3)), "was not fully tested");
}

TEST(Badge, CountsWhatGatesAndTellsWhatIsKnown) {
    verdict::RunResult run = gated_run();
    EXPECT_EQ(message_of(run), "5 deviations");
    std::erase_if(run.cases, [](const auto& result) { return result.gates; });
    run.exit_code = 0;
    EXPECT_EQ(message_of(run), "conforms, 2 known deviations");
}

TEST(Badge, SvgIsAsItWas) {
    expect_golden("badge.svg", render_svg(sample_run()));
}

TEST(Badge, ShieldsJsonIsAsItWas) {
    expect_golden("badge.json", render_shields(sample_run()));
}

TEST(Badge, ArbitraryBytesStayWellFormed) {
    for (uint64_t seed = 0; seed < 20; ++seed) {
        EXPECT_TRUE(is_xml(render_svg(arbitrary_run(seed))));
        EXPECT_FALSE(message_of(arbitrary_run(seed)).empty());
    }
}

}  // namespace
}  // namespace echospec::reports::badge
