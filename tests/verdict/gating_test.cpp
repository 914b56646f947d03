// SPDX-License-Identifier: Apache-2.0
#include "verdict/gating.hpp"

#include <gtest/gtest.h>

#include "verdict/attempts.hpp"

namespace echospec::verdict {
namespace {

constexpr const char* kToday = "2026-10-01";

CaseResult result_of(Verdict verdict) {
    CaseResult result;
    result.id = "tcp/server/close/a";
    result.parameters = {{"size", "64KiB"}, {"count", "2"}};
    result.duty = "application";
    result.verdict = verdict;
    return result;
}

CaseResult repeated(std::initializer_list<Verdict> verdicts) {
    std::vector<CaseResult> attempts;
    for (const Verdict verdict : verdicts) {
        attempts.push_back(result_of(verdict));
        attempts.back().reason = "seen: " + std::string(to_string(verdict));
        attempts.back().milliseconds = 2;
    }
    return combine(std::move(attempts));
}

BaselineEntry expecting(std::optional<Verdict> expect) {
    return {.pattern = "tcp/*/a",
            .parameters = {},
            .expect = expect,
            .reason = "why",
            .link = "",
            .expires = "",
            .position = {"b.yaml", 3, 3}};
}

CaseResult settled(CaseResult result, const BaselineEntry& entry) {
    settle(result, {{}, {entry}, kToday});
    return result;
}

TEST(Gating, NeedsNoBaseline) {
    for (const Verdict verdict : {Verdict::fail, Verdict::inconclusive, Verdict::error}) {
        CaseResult result = result_of(verdict);
        settle(result, {});
        EXPECT_TRUE(result.gates) << to_string(verdict);
    }
    for (const Verdict verdict : {Verdict::pass, Verdict::warn, Verdict::skip, Verdict::not_run}) {
        CaseResult result = result_of(verdict);
        settle(result, {});
        EXPECT_FALSE(result.gates) << to_string(verdict);
    }
}

TEST(Gating, LetsPassWhatTheBaselineKnows) {
    for (const Verdict verdict : {Verdict::fail, Verdict::warn, Verdict::inconclusive}) {
        const CaseResult result = settled(result_of(verdict), expecting(verdict));
        EXPECT_FALSE(result.gates);
        EXPECT_EQ(result.known, "why");
        EXPECT_EQ(result.stale, "");
    }
}

TEST(Gating, TellsTheLinkOfWhatIsKnown) {
    BaselineEntry entry = expecting(Verdict::fail);
    entry.link = "https://example.org/7";
    EXPECT_EQ(settled(result_of(Verdict::fail), entry).known, "why (https://example.org/7)");
}

TEST(Gating, FailsWhatPassesUnexpectedly) {
    const CaseResult result = settled(result_of(Verdict::pass), expecting(Verdict::fail));
    EXPECT_TRUE(result.gates);
    EXPECT_EQ(result.known, "");
    EXPECT_EQ(result.stale,
              "passes, though the baseline expects fail (why): take it out of b.yaml:3:3");
}

TEST(Gating, IsNotImpressedByAnotherDeviationThanTheKnownOne) {
    const CaseResult worse = settled(result_of(Verdict::fail), expecting(Verdict::warn));
    EXPECT_TRUE(worse.gates);
    EXPECT_EQ(worse.stale, "the baseline expects warn here: why");
    EXPECT_FALSE(settled(result_of(Verdict::warn), expecting(Verdict::fail)).gates);
}

TEST(Gating, GatesAgainOnceTheEntryHasExpired) {
    BaselineEntry entry = expecting(Verdict::fail);
    entry.expires = kToday;
    EXPECT_FALSE(settled(result_of(Verdict::fail), entry).gates);
    entry.expires = "2026-09-30";
    const CaseResult expired = settled(result_of(Verdict::fail), entry);
    EXPECT_TRUE(expired.gates);
    EXPECT_EQ(expired.known, "");
    EXPECT_EQ(expired.stale, "known until 2026-09-30, and that is over: why");
    EXPECT_FALSE(settled(result_of(Verdict::pass), entry).gates);
}

// Nothing was shown, or echospec failed: neither is what the baseline speaks of.
TEST(Gating, TakesNothingFromWhatShowsNothing) {
    for (const Verdict verdict : {Verdict::skip, Verdict::not_run, Verdict::error}) {
        const CaseResult result = settled(result_of(verdict), expecting(Verdict::fail));
        EXPECT_EQ(result.gates, verdict == Verdict::error);
        EXPECT_EQ(result.known + result.stale, "");
    }
    EXPECT_FALSE(settled(result_of(Verdict::pass), expecting(Verdict::inconclusive)).gates);
}

TEST(Gating, AsksForTheParametersOfTheEntry) {
    BaselineEntry entry = expecting(Verdict::fail);
    entry.parameters = {{"size", "64KiB"}};
    EXPECT_FALSE(settled(result_of(Verdict::fail), entry).gates);
    entry.parameters = {{"size", "1"}};
    EXPECT_TRUE(settled(result_of(Verdict::fail), entry).gates);
}

TEST(Gating, GatesWhatIsFlakyWhateverItsVerdict) {
    CaseResult result = repeated({Verdict::pass, Verdict::warn});
    settle(result, {});
    EXPECT_EQ(result.verdict, Verdict::warn);
    EXPECT_TRUE(result.gates);
    EXPECT_TRUE(settled(repeated({Verdict::pass, Verdict::fail}), expecting(Verdict::fail)).gates);
}

TEST(Gating, KnowsWhatIsFlaky) {
    const BaselineEntry flaky = expecting(std::nullopt);
    EXPECT_FALSE(settled(repeated({Verdict::pass, Verdict::fail}), flaky).gates);
    EXPECT_FALSE(settled(result_of(Verdict::fail), flaky).gates);
    EXPECT_FALSE(settled(result_of(Verdict::pass), flaky).gates);
    EXPECT_TRUE(settled(result_of(Verdict::inconclusive), flaky).gates);
}

TEST(StackFindings, AreFailuresAndWarningsOfTheStacksDuty) {
    CaseResult result = result_of(Verdict::fail);
    EXPECT_FALSE(is_stack_finding(result));
    result.duty = "stack";
    EXPECT_TRUE(is_stack_finding(result));
    settle(result, {});
    EXPECT_FALSE(result.gates);
    settle(result, {{.strict_stack = true}, {}, kToday});
    EXPECT_TRUE(result.gates);
}

TEST(Attempts, SingleOneIsTheResultItself) {
    const CaseResult result = repeated({Verdict::fail});
    EXPECT_TRUE(result.attempts.empty());
    EXPECT_EQ(result.reason, "seen: fail");
    EXPECT_EQ(attempts_text(result), "");
}

TEST(Attempts, ShowTheWorst) {
    const CaseResult result = repeated({Verdict::pass, Verdict::fail, Verdict::pass});
    EXPECT_EQ(result.verdict, Verdict::fail);
    EXPECT_EQ(result.reason, "FLAKY, 2 pass, 1 fail of 3 attempts: seen: fail");
    EXPECT_EQ(result.attempts.size(), 3U);
    EXPECT_EQ(result.milliseconds, 6);
    EXPECT_TRUE(is_flaky(result));
}

TEST(Attempts, AreNotFlakyWhereTheyAgree) {
    const CaseResult result = repeated({Verdict::fail, Verdict::fail});
    EXPECT_FALSE(is_flaky(result));
    EXPECT_EQ(result.reason, "seen: fail");
    EXPECT_EQ(attempts_text(result), "2 fail of 2 attempts");
}

// The target did the same each time; that once nothing could be seen is not its fault.
TEST(Attempts, AreNotFlakyForWhatShowsNothing) {
    for (const Verdict verdict : {Verdict::inconclusive, Verdict::skip, Verdict::error})
        EXPECT_FALSE(is_flaky(repeated({Verdict::pass, verdict}))) << to_string(verdict);
    EXPECT_EQ(repeated({Verdict::pass, Verdict::skip}).verdict, Verdict::pass);
    EXPECT_EQ(repeated({Verdict::pass, Verdict::inconclusive}).verdict, Verdict::inconclusive);
}

}  // namespace
}  // namespace echospec::verdict
