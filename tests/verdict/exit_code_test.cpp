// SPDX-License-Identifier: Apache-2.0
#include "verdict/exit_code.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

#include "verdict/gating.hpp"

namespace echospec::verdict {
namespace {

constexpr Gate kPlain{};
constexpr Gate kStrict{.strict = true};
constexpr Gate kStrictStack{.strict_stack = true};

std::vector<CaseResult> results(std::initializer_list<Verdict> verdicts) {
    std::vector<CaseResult> cases;
    for (const Verdict verdict : verdicts) {
        cases.emplace_back();
        cases.back().duty = "application";
        cases.back().verdict = verdict;
    }
    return cases;
}

std::vector<CaseResult> stack_finding(Verdict verdict) {
    std::vector<CaseResult> cases = results({Verdict::pass, verdict});
    cases.back().duty = "stack";
    return cases;
}

void expect_exit(const Exit& exit, int code, const std::string& reason) {
    EXPECT_EQ(exit.code, code) << exit.reason;
    EXPECT_EQ(exit.reason, reason);
}

Exit decided(std::vector<CaseResult> cases, const Gate& gate) {
    for (CaseResult& result : cases)
        settle(result, {gate, {}, "2026-01-01"});
    return decide_exit(cases, gate, std::nullopt, "");
}

TEST(DecideExit, IsZeroWhereEverythingHeld) {
    expect_exit(decided(results({Verdict::pass}), kPlain), 0, "conforms: 1 case verified");
    expect_exit(decided(results({Verdict::pass, Verdict::pass, Verdict::skip}), kPlain), 0,
                "conforms: 2 cases verified");
}

TEST(DecideExit, LetsWarningsGateOnlyWhenStrict) {
    const auto cases = results({Verdict::pass, Verdict::warn});
    expect_exit(decided(cases, kPlain), 0, "conforms: 2 cases verified, 1 of them with a warning");
    expect_exit(decided(cases, kStrict), 1, "deviates: 1 case did not hold");
}

TEST(DecideExit, IsOneWhereACaseFailed) {
    expect_exit(decided(results({Verdict::fail}), kPlain), 1, "deviates: 1 case did not hold");
    expect_exit(decided(results({Verdict::fail, Verdict::pass, Verdict::fail}), kPlain), 1,
                "deviates: 2 cases did not hold");
}

TEST(DecideExit, LetsTheStackGateOnlyWhenAsked) {
    expect_exit(decided(stack_finding(Verdict::fail), kPlain), 0, "conforms: 2 cases verified");
    expect_exit(decided(stack_finding(Verdict::fail), kStrictStack), 1,
                "deviates: 1 case did not hold");
    expect_exit(decided(stack_finding(Verdict::warn), kStrict), 0,
                "conforms: 2 cases verified, 1 of them with a warning");
    expect_exit(decided(stack_finding(Verdict::warn), {.strict = true, .strict_stack = true}), 1,
                "deviates: 1 case did not hold");
}

TEST(DecideExit, IsThreeWhereNothingWasVerified) {
    for (const auto& cases : {results({}), results({Verdict::skip, Verdict::not_run})}) {
        expect_exit(decided(cases, kPlain), 3, "nothing was verified");
    }
}

TEST(DecideExit, IsThreeWhereTooLittleWasVerified) {
    const auto cases = results({Verdict::pass, Verdict::warn, Verdict::fail, Verdict::skip});
    EXPECT_EQ(decided(cases, {.min_verified = 3}).code, 1);
    expect_exit(decided(cases, {.min_verified = 4}), 3, "only 3 cases verified, 4 asked for");
}

TEST(DecideExit, IsThreeForAnErrorEvenBesideFailures) {
    expect_exit(decided(results({Verdict::fail, Verdict::error, Verdict::inconclusive}), kPlain), 3,
                "could not test: 1 case ended in an error of the harness");
}

TEST(DecideExit, IsFourWhereOnlyInconclusiveOnesAreLeft) {
    expect_exit(decided(results({Verdict::pass, Verdict::inconclusive}), kPlain), 4,
                "1 case inconclusive");
    expect_exit(decided(results({Verdict::inconclusive, Verdict::inconclusive}), kPlain), 4,
                "2 cases inconclusive");
}

TEST(DecideExit, PrefersADeviationToAnInconclusiveCase) {
    expect_exit(decided(results({Verdict::fail, Verdict::inconclusive}), kPlain), 1,
                "deviates: 1 case did not hold");
}

TEST(DecideExit, PrefersTroubleToWhatWasFound) {
    expect_exit(decide_exit(results({Verdict::fail}), kPlain, std::nullopt, "it never listened"), 3,
                "could not test: it never listened");
}

TEST(DecideExit, PrefersASignalToAllElse) {
    expect_exit(decide_exit(results({Verdict::error}), kPlain, 2, "trouble"), 130,
                "interrupted by signal 2");
    expect_exit(decide_exit(results({}), kPlain, 15, ""), 143, "interrupted by signal 15");
}

TEST(DecideExit, CountsWhatIsKnownAndWhatIsNotExpected) {
    auto cases = results({Verdict::pass, Verdict::fail});
    cases[1].known = "a reason";
    expect_exit(decide_exit(cases, kPlain, std::nullopt, ""), 0,
                "conforms: 2 cases verified, 1 known deviation");
    cases[0].gates = true;
    expect_exit(decide_exit(cases, kPlain, std::nullopt, ""), 1,
                "deviates: 1 case passes that the baseline expects to deviate");
}

TEST(DecideExit, IsZeroWhereTheInconclusiveOnesAreKnown) {
    auto cases = results({Verdict::pass, Verdict::inconclusive});
    cases[1].known = "a slow machine";
    EXPECT_EQ(decide_exit(cases, kPlain, std::nullopt, "").code, 0);
    cases.erase(cases.begin());
    expect_exit(decide_exit(cases, kPlain, std::nullopt, ""), 3, "nothing was verified");
}

TEST(WorseExit, FollowsTheOrderOfTheContract) {
    const std::vector<int> order{0, 4, 1, 3, 2, 130};
    for (size_t i = 0; i < order.size(); ++i) {
        for (size_t j = 0; j <= i; ++j) {
            EXPECT_EQ(worse_exit(order[i], order[j]), order[i]);
            EXPECT_EQ(worse_exit(order[j], order[i]), order[i]);
        }
    }
}

}  // namespace
}  // namespace echospec::verdict
