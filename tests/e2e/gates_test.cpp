// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "base/files.hpp"
#include "tests/e2e/program.hpp"
#include "tests/support/forked.hpp"

// What makes a run fail and what does not: baselines, repetition, the first failure as the last.

namespace echospec::tests {
namespace {

using verdict::CaseResult;
using verdict::Verdict;
using Words = std::vector<std::string>;

const std::string kReference = fixture("reference-tcp-echo");
const std::string kDeviating = fixture("linger_zero_close");
const Words kClosing{"--only", "*/four-way-close"};

Words run(const Words& options, const Words& command) {
    Words words{"run"};
    words.insert(words.end(), kClosing.begin(), kClosing.end());
    words.insert(words.end(), options.begin(), options.end());
    words.push_back("--");
    words.insert(words.end(), command.begin(), command.end());
    return words;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

class Baselines : public NeedsSandbox {
  protected:
    void SetUp() override {
        NeedsSandbox::SetUp();
        if (!IsSkipped()) echospec(run({"--write-baseline", file_}, {kDeviating}));
    }
    std::string content() const { return base::read_file(file_).value_or(""); }
    Outcome run_with(const std::string& program, Words options = {}) const {
        options.insert(options.end(), {"--baseline", file_});
        return echospec(run(options, {program}));
    }

    Folder folder_;
    const std::string file_ = folder_ / "known.yaml";
};

TEST_F(Baselines, LetARunSucceedThatDeviatesAsTheySay) {
    const Outcome outcome = run_with(kDeviating);
    EXPECT_EQ(outcome.code, 0) << outcome.out;
    EXPECT_EQ(outcome.last_line(), "exit 0: conforms: 2 cases verified, 2 known deviations");
    EXPECT_TRUE(contains(outcome.out, "\nknown fail   tcp/server/close/four-way-close[size=1]"))
        << outcome.out;
    EXPECT_TRUE(contains(outcome.out, "known: not explained yet; seen: ")) << outcome.out;
}

TEST_F(Baselines, FailARunThatPassesUnexpectedly) {
    const Outcome outcome = run_with(kReference);
    EXPECT_EQ(outcome.code, 1);
    EXPECT_EQ(outcome.last_line(),
              "exit 1: deviates: 2 cases pass that the baseline expects to deviate");
    EXPECT_TRUE(contains(outcome.out, "\nunexpected pass tcp/server/close/four-way-close[size=1]"))
        << outcome.out;
}

TEST_F(Baselines, AreToldInJUnitAsSkipped) {
    const Outcome outcome = run_with(kDeviating, {"--junit", "-"});
    EXPECT_TRUE(contains(outcome.out, "failures=\"0\" errors=\"0\" skipped=\"2\"")) << outcome.out;
    EXPECT_TRUE(contains(outcome.out, "<skipped message=\"known: not explained yet"));
}

TEST_F(Baselines, KeepWhatAPersonWroteIntoThem) {
    const std::string mine =
        "# mine\n- case: tcp/server/close/four-way-close\n"
        "  parameters: {size: 1}\n  expect: fail\n  reason: mine alone\n";
    base::write_file(file_, mine);
    const Outcome outcome = echospec(run({"--write-baseline", file_}, {kDeviating}));
    EXPECT_EQ(outcome.code, 1);
    EXPECT_TRUE(contains(outcome.out, ": 1 new, 1 kept; write the reasons")) << outcome.out;
    EXPECT_TRUE(content().starts_with(mine));
    EXPECT_EQ(run_with(kDeviating).code, 0);
    echospec(run({"--write-baseline", file_}, {kReference}));
    EXPECT_TRUE(content().starts_with(mine));
}

TEST_F(Baselines, ThatAreWrongEndTheRunBeforeItBegins) {
    base::write_file(file_, "- case: tcp/server/close/four-way-clost\n  expect: fail\n");
    const Outcome outcome = run_with(kReference);
    EXPECT_EQ(outcome.code, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_TRUE(contains(outcome.err, file_ + ":1:9: error: no case matches")) << outcome.err;
    EXPECT_TRUE(contains(outcome.err, "did you mean `tcp/server/close/four-way-close`?"));
    EXPECT_TRUE(contains(outcome.err, "`reason` is missing"));
    EXPECT_EQ(echospec(run({"--write-baseline", file_}, {kReference})).code, 2);
    EXPECT_EQ(echospec(run({"--baseline", folder_ / "none"}, {kReference})).code, 2);
}

TEST_F(Baselines, InBracketsAreNotAddedTo) {
    base::write_file(file_, "# none yet\n[]\n");
    EXPECT_EQ(run_with(kReference).code, 0);
    const Outcome outcome = echospec(run({"--write-baseline", file_}, {kDeviating}));
    EXPECT_EQ(outcome.code, 2);
    EXPECT_TRUE(contains(outcome.err, file_ + ":2:1: error: nothing can be put behind"))
        << outcome.err;
}

TEST_F(Baselines, GateAgainOnceTheyHaveExpired) {
    base::write_file(file_,
                     "- case: tcp/server/close\n  expect: fail\n  reason: r\n"
                     "  expires: 2026-01-31\n");
    const Outcome outcome = run_with(kDeviating);
    EXPECT_EQ(outcome.code, 1);
    EXPECT_TRUE(contains(outcome.out, "known until 2026-01-31, and that is over: r"))
        << outcome.out;
}

class FailFast : public NeedsSandbox {};

TEST_F(FailFast, LeavesTheRestOut) {
    const Outcome outcome =
        echospec({"run", "--fail-fast", "--jobs", "1", "--json", "-", "--", kDeviating});
    EXPECT_EQ(outcome.code, 1);
    size_t failed = 0;
    size_t left_out = 0;
    for (const CaseResult& result : results_of(outcome).cases) {
        failed += result.verdict == Verdict::fail ? 1U : 0U;
        if (result.verdict != Verdict::not_run) continue;
        ++left_out;
        EXPECT_TRUE(result.reason.starts_with("--fail-fast ended the run after tcp/"));
    }
    EXPECT_EQ(failed, 1U);
    EXPECT_GT(left_out, 20U);
}

TEST_F(FailFast, PassesOverWhatIsKnown) {
    const Folder folder;
    const std::string known = folder / "known.yaml";
    base::write_file(known, "- case: tcp/server/close\n  expect: fail\n  reason: r\n");
    const Outcome outcome = echospec(run({"--fail-fast", "--baseline", known}, {kDeviating}));
    EXPECT_EQ(outcome.code, 0) << outcome.out;
    EXPECT_TRUE(contains(outcome.out, "0 not-run")) << outcome.out;
}

class Repeat : public NeedsSandbox {};

TEST_F(Repeat, CountsEachAttempt) {
    const Outcome outcome = echospec(run({"--repeat", "3", "--json", "-"}, {kReference}));
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_TRUE(contains(outcome.err, "3 pass of 3 attempts")) << outcome.err;
    for (const CaseResult& result : results_of(outcome).cases)
        EXPECT_EQ(result.attempts.size(), 3U);
}

TEST_F(Repeat, FindsWhatIsFlaky) {
    const Folder folder;
    const Outcome outcome =
        echospec({"run", "--only", "tcp/server/exchange/echoes-one-byte", "--repeat", "4",
                  "--junit", "-", "--", "/usr/bin/python3",
                  std::string(ECHOSPEC_SOURCE_DIR) + "/tests/e2e/servers/every_other_start.py",
                  folder / "starts"});
    EXPECT_EQ(outcome.code, 1);
    EXPECT_TRUE(contains(outcome.err, "deviates: 1 case did not hold, 1 of them flaky"))
        << outcome.err;
    EXPECT_TRUE(contains(outcome.err, "\nflaky fail tcp/server/exchange/echoes-one-byte"));
    EXPECT_TRUE(contains(outcome.out, "<failure type=\"FLAKY\" message=\"FLAKY, 2 pass, 2 fail"))
        << outcome.out;
}

class GitHub : public NeedsSandbox {};

Outcome in_workflow(const Words& words) {
    Words all{"GITHUB_ACTIONS=true", ECHOSPEC_BINARY};
    all.insert(all.end(), words.begin(), words.end());
    return Program("/usr/bin/env", all, std::nullopt).finish();
}

TEST_F(GitHub, GetsAnnotationsWithoutAsking) {
    const Outcome outcome = in_workflow(run({"-q"}, {kDeviating}));
    EXPECT_TRUE(contains(outcome.out, "\n::error file=")) << outcome.out;
    EXPECT_TRUE(outcome.last_line().starts_with("exit 1: ")) << outcome.last_line();
}

TEST_F(GitHub, GetsThemOnStderrBesideAReport) {
    const Outcome outcome = in_workflow(run({"-q", "--tap", "-"}, {kDeviating}));
    EXPECT_TRUE(outcome.out.starts_with("TAP version 14\n")) << outcome.out;
    EXPECT_FALSE(contains(outcome.out, "::error file="));
    EXPECT_TRUE(contains(outcome.err, "\n::error file=")) << outcome.err;
}

TEST_F(GitHub, GetsThemWhereItIsToldTo) {
    const Folder folder;
    const Outcome outcome =
        in_workflow(run({"-q", "--annotations", folder / "a.txt"}, {kDeviating}));
    EXPECT_FALSE(contains(outcome.out + outcome.err, "::error file="));
    EXPECT_TRUE(contains(base::read_file(folder / "a.txt").value_or(""), "::error file="));
}

}  // namespace
}  // namespace echospec::tests
