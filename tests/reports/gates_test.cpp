// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <pugixml.hpp>

#include "base/text.hpp"
#include "gated_run.hpp"
#include "golden.hpp"
#include "reports/annotations/annotations.hpp"
#include "reports/badge/badge.hpp"
#include "reports/compliance/compliance.hpp"
#include "reports/html/html.hpp"
#include "reports/junit/junit.hpp"
#include "reports/markdown/markdown.hpp"
#include "reports/shared/standing.hpp"
#include "reports/tap/tap.hpp"
#include "samples.hpp"

// Every format says of every case what the exit code says of it.

namespace echospec::reports {
namespace {

constexpr uint64_t kArbitraryRuns = 20;

using verdict::RunResult;

long gating(const verdict::RunResult& run) {
    return std::count_if(run.cases.begin(), run.cases.end(), [](const auto& result) {
        const Standing standing = standing_of(result);
        return standing == Standing::failed || standing == Standing::undecided;
    });
}

long count_lines(const std::string& text, const auto& wanted) {
    const std::vector<std::string> lines = base::split(text, '\n');
    return std::count_if(lines.begin(), lines.end(), wanted);
}

long failures_of_junit(const verdict::RunResult& run, junit::Dialect dialect) {
    pugi::xml_document document;
    document.load_string(junit::render(run, dialect).c_str());
    return static_cast<long>(document.select_nodes("//failure").size() +
                             document.select_nodes("//error").size());
}

long failures_of_tap(const verdict::RunResult& run) {
    return count_lines(tap::render(run), [](const std::string& line) {
        return line.starts_with("not ok ") && line.find(" # TODO ") == std::string::npos;
    });
}

long errors_of_annotations(const verdict::RunResult& run) {
    return count_lines(annotations::render(run), [](const std::string& line) {
        return line.starts_with("::error ") && line.find("title=echospec::") == std::string::npos;
    });
}

TEST(Gates, AreFiveInTheSample) {
    const verdict::RunResult run = gated_run();
    EXPECT_EQ(gating(run), 5);
    EXPECT_EQ(run.exit_code, 1);
    EXPECT_EQ(run.exit_reason,
              "deviates: 4 cases did not hold, 1 of them flaky; 1 case passes that the baseline "
              "expects to deviate");
}

TEST(Gates, AreTheSameInEveryFormat) {
    for (const verdict::RunResult& run : {gated_run(), sample_run()}) {
        for (const auto dialect : {junit::Dialect::rich, junit::Dialect::strict})
            EXPECT_EQ(failures_of_junit(run, dialect), gating(run));
        EXPECT_EQ(failures_of_tap(run), gating(run));
        EXPECT_EQ(errors_of_annotations(run), gating(run));
    }
}

TEST(Gates, AreTheSameInEveryFormatOfArbitraryBytes) {
    for (uint64_t seed = 0; seed < kArbitraryRuns; ++seed) {
        const verdict::RunResult run = arbitrary_run(seed);
        EXPECT_EQ(failures_of_junit(run, junit::Dialect::rich), gating(run));
        EXPECT_EQ(failures_of_tap(run), gating(run)) << tap::render(run);
    }
}

TEST(Gates, AreToldAsTheyWere) {
    expect_golden("gated.xml", junit::render(gated_run(), junit::Dialect::rich));
    expect_golden("gated.tap", tap::render(gated_run()));
    expect_golden("gated.md", markdown::render(gated_run(), markdown::kStepSummaryLimit));
    expect_golden("gated-annotations.txt", annotations::render(gated_run()));
    expect_golden("gated.svg", badge::render_svg(gated_run()));
}

TEST(Gates, NameEachCaseByWhatItCountsFor) {
    const verdict::RunResult run = gated_run();
    std::vector<std::string> labels;
    for (const verdict::CaseResult& result : run.cases)
        labels.push_back(label(result));
    EXPECT_EQ(labels, (std::vector<std::string>{"pass", "fail", "warn, gates",
                                                "fail, does not gate", "flaky fail", "known fail",
                                                "known warn", "unexpected pass", "fail", "skip"}));
}

TEST(Gates, AreInThePage) {
    const std::string page = html::render(gated_run(), {});
    for (const char* const told : {"known fail</b>", "unexpected pass</b>", "flaky fail</b>",
                                   "known until 2026-09-30", "the proxy closes early"})
        EXPECT_NE(page.find(told), std::string::npos) << told;
}

// Without a case that fails, the exit code is told all the same.
TEST(Gates, AnnotateARunThatFailsByItself) {
    verdict::RunResult run;
    run.exit_code = 3;
    run.exit_reason = "nothing was verified";
    EXPECT_NE(annotations::render(run).find("::error title=echospec::"), std::string::npos);
}

// Everything that ran passed, and then echospec was killed.
RunResult broken_off() {
    RunResult run = sample_run();
    run.cases = {run.cases[0], run.cases[6]};
    run.interrupted = true;
    run.exit_code = 3;
    run.exit_reason = "could not test: the results have no footer";
    return run;
}

TEST(Gates, RunThatBrokeOffIsGreenNowhere) {
    const RunResult run = broken_off();
    const std::string junit = junit::render(run, junit::Dialect::strict);
    EXPECT_NE(junit.find("<error type=\"error\" message=\"could not test"), std::string::npos);
    const std::string tap = tap::render(run);
    EXPECT_NE(tap.find("\nBail out! interrupted: could not test"), std::string::npos) << tap;
    EXPECT_TRUE(annotations::render(run).starts_with("::error title=echospec::"));
    EXPECT_NE(badge::render_svg(run).find("was interrupted"), std::string::npos);
    EXPECT_NE(badge::render_shields(run).find("was interrupted"), std::string::npos);
    for (const std::string& text :
         {html::render(run, sample_catalogue()), markdown::render(run, 1 << 20),
          compliance::render_yaml(run, sample_catalogue()),
          compliance::render_markdown(run, sample_catalogue())}) {
        EXPECT_NE(text.find("was interrupted"), std::string::npos) << text;
        EXPECT_NE(text.find("the results have no footer"), std::string::npos) << text;
    }
}

TEST(Gates, RunThatVerifiedNothingIsGreenNowhere) {
    RunResult run = broken_off();
    run.cases.erase(run.cases.begin());
    run.interrupted = false;
    EXPECT_NE(junit::render(run, junit::Dialect::rich).find("errors=\"1\""), std::string::npos);
    EXPECT_NE(tap::render(run).find("\nBail out! could not test"), std::string::npos);
}

}  // namespace
}  // namespace echospec::reports
