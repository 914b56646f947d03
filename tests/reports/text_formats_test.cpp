// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "base/text.hpp"
#include "golden.hpp"
#include "reports/annotations/annotations.hpp"
#include "reports/markdown/escape.hpp"
#include "reports/markdown/markdown.hpp"
#include "reports/shared/standing.hpp"
#include "reports/tap/tap.hpp"
#include "samples.hpp"
#include "well_formed.hpp"

namespace echospec::reports {
namespace {

constexpr uint64_t kArbitraryRuns = 40;

std::vector<std::string> lines_of(const std::string& text) {
    return base::split(text, '\n');
}

int count_lines(const std::string& text, const std::string& prefix) {
    int count = 0;
    for (const std::string& line : lines_of(text))
        count += line.starts_with(prefix) ? 1 : 0;
    return count;
}

verdict::RunResult run_with_failures(size_t count) {
    verdict::RunResult run = sample_run();
    const verdict::CaseResult failed = run.cases[1];
    run.cases.assign(count, failed);
    return run;
}

TEST(Markdown, IsAsItWas) {
    expect_golden("summary.md", markdown::render(sample_run(), markdown::kStepSummaryLimit));
}

TEST(Markdown, StaysWithinItsLimitAndCountsTheRest) {
    const std::string text = markdown::render(run_with_failures(500), 30000);
    EXPECT_LE(text.size(), 30100u);
    const int shown = count_lines(text, "<details>");
    EXPECT_GT(shown, 5);
    EXPECT_NE(text.find("\n" + std::to_string(500 - shown) + " more are in the results file."),
              std::string::npos);
}

TEST(Markdown, TableCellsHoldAnyText) {
    EXPECT_EQ(markdown::escape("a|b <c> `d` *e*\nf"), "a\\|b &lt;c&gt; \\`d\\` \\*e\\* f");
    EXPECT_EQ(markdown::code("a|b"), "<code>a&#124;b</code>");
}

TEST(Markdown, FenceIsLongerThanAnyInside) {
    EXPECT_EQ(markdown::block("a\n````\n"), "`````text\na\n````\n`````\n");
}

TEST(Markdown, ArbitraryBytesStayWellFormed) {
    for (uint64_t seed = 0; seed < kArbitraryRuns; ++seed) {
        const verdict::RunResult run = arbitrary_run(seed);
        const std::string text = markdown::render(run, markdown::kStepSummaryLimit);
        EXPECT_TRUE(is_clean_text(text));
        const auto findings = std::count_if(run.cases.begin(), run.cases.end(), is_finding);
        EXPECT_EQ(count_lines(text, "<details><summary><b>"), findings);
        EXPECT_EQ(count_lines(text, "## echospec: "), 1);
    }
}

TEST(Annotations, AreAsTheyWere) {
    expect_golden("annotations.txt", annotations::render(sample_run()));
}

TEST(Annotations, AtMostTenOfAKind) {
    const std::string text = annotations::render(run_with_failures(500));
    EXPECT_EQ(count_lines(text, "::error "), 10);
    EXPECT_NE(text.find("::error title=echospec::491 more are in the summary"), std::string::npos);
}

TEST(Annotations, ArbitraryBytesMakeNoLineOfTheirOwn) {
    for (uint64_t seed = 0; seed < kArbitraryRuns; ++seed) {
        const std::string text = annotations::render(arbitrary_run(seed));
        EXPECT_TRUE(is_clean_text(text));
        for (const std::string& line : lines_of(text)) {
            const bool known = line.starts_with("::error ") || line.starts_with("::warning ") ||
                               line.starts_with("::notice ") || line.empty();
            EXPECT_TRUE(known) << line;
        }
    }
}

TEST(Tap, IsAsItWas) {
    expect_golden("report.tap", tap::render(sample_run()));
}

TEST(Tap, InterruptedRunBailsOut) {
    verdict::RunResult run = sample_run();
    run.interrupted = true;
    run.exit_reason = "ended by SIGINT";
    EXPECT_TRUE(tap::render(run).ends_with("\nBail out! interrupted: ended by SIGINT\n"));
}

TEST(Tap, EmptyPlanIsSkipped) {
    EXPECT_EQ(tap::render({}), "TAP version 14\n1..0 # SKIP nothing was planned\n");
}

// The YAML blocks, read by another's parser.
TEST(Tap, ArbitraryBytesStayWellFormed) {
    for (uint64_t seed = 0; seed < kArbitraryRuns; ++seed) {
        const std::string text = tap::render(arbitrary_run(seed));
        EXPECT_TRUE(is_clean_text(text));
        EXPECT_EQ(count_lines(text, "ok ") + count_lines(text, "not ok "), 12);
        std::string block;
        for (const std::string& line : lines_of(text)) {
            if (line.starts_with("  ")) block += line.substr(2) + "\n";
            if (line != "  ...") continue;
            EXPECT_TRUE(YAML::Load(block)["message"].IsScalar()) << block;
            block.clear();
        }
        EXPECT_EQ(block, "");
    }
}

}  // namespace
}  // namespace echospec::reports
