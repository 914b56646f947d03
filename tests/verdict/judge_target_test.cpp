// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <signal.h>

#include <string>

#include "verdict/judge.hpp"

namespace echospec::verdict {
namespace {

using State = Judgement::State;
using casefile::Level;
using enum Finality;

casefile::Exit by_status(int status) {
    return {.status = status, .signal = {}, .any = false};
}
casefile::Exit by_signal(const std::string& name) {
    return {.status = {}, .signal = name, .any = false};
}
const casefile::Exit kAnyExit{.status = {}, .signal = {}, .any = true};

constexpr ProcessView kRuns{.any_alive = true};
constexpr ProcessView exited(int status) {
    return {.any_alive = false, .ended = true, .by_signal = false, .number = status};
}
constexpr ProcessView killed(int number) {
    return {.any_alive = false, .ended = true, .by_signal = true, .number = number};
}

TEST(JudgeExit, HoldsForTheEndThatIsWanted) {
    const casefile::Exit either{.status = 0, .signal = "TERM", .any = false};
    const struct {
        casefile::Exit wanted;
        ProcessView view;
        std::string seen;
    } rows[] = {
        {by_status(0), exited(0), "exit status 0"},
        {by_status(3), exited(3), "exit status 3"},
        {by_signal("TERM"), killed(SIGTERM), "killed by SIGTERM"},
        {by_signal("TERM"), exited(128 + SIGTERM), "exit status 143"},  // as a shell says it
        {either, exited(0), "exit status 0"},
        {either, killed(SIGTERM), "killed by SIGTERM"},
        {kAnyExit, exited(77), "exit status 77"},
        {kAnyExit, killed(SIGSEGV), "killed by SIGSEGV"},
    };
    for (const auto& row : rows) {
        const Judgement judgement = judge_exit(row.wanted, row.view, open);
        EXPECT_EQ(judgement.state, State::holds) << row.seen;
        EXPECT_EQ(judgement.seen, row.seen);
    }
}

TEST(JudgeExit, IsBrokenByAnotherEnd) {
    const struct {
        casefile::Exit wanted;
        ProcessView view;
        std::string how, observed;
    } rows[] = {
        {by_status(0), exited(1), "exit status 0", "exit status 1"},
        {by_status(0), killed(SIGPIPE), "exit status 0", "killed by SIGPIPE"},
        {by_signal("TERM"), exited(0), "death by SIGTERM", "exit status 0"},
        {by_signal("INT"), killed(SIGTERM), "death by SIGINT", "killed by SIGTERM"},
        {{.status = 0, .signal = "INT", .any = false},
         exited(1),
         "exit status 0 or death by SIGINT",
         "exit status 1"},
    };
    for (const auto& row : rows) {
        const Judgement judgement = judge_exit(row.wanted, row.view, open);
        EXPECT_EQ(judgement.state, State::broken) << row.observed;
        EXPECT_EQ(judgement.finding.expected,
                  "every process of the target ends, the started one with " + row.how);
        EXPECT_EQ(judgement.finding.observed, row.observed);
    }
}

TEST(JudgeExit, WaitsForEveryProcess) {
    ProcessView others_live = exited(0);
    others_live.any_alive = true;
    EXPECT_EQ(judge_exit(kAnyExit, kRuns, open).state, State::pending);
    EXPECT_EQ(judge_exit(kAnyExit, others_live, open).state, State::pending);
    EXPECT_EQ(judge_exit(kAnyExit, kRuns, final).finding.observed, "it runs on");
    EXPECT_EQ(judge_exit(kAnyExit, others_live, final).finding.observed,
              "the started process ended (exit status 0), others of the target run on");
}

TEST(JudgeExit, NamesSignalsWithoutANameByNumber) {
    const Judgement judgement = judge_exit(by_status(0), killed(SIGRTMIN + 1), open);
    EXPECT_EQ(judgement.finding.observed, "killed by SIG" + std::to_string(SIGRTMIN + 1));
}

casefile::After nothing_asked() {
    return {};
}

TEST(JudgeAfter, AsksNothingOfItself) {
    const TargetFacts worst{.running = false,
                            .end = "exit status 1",
                            .sockets_left = 9,
                            .sockets = {},
                            .descriptors_grown = 9,
                            .threads_grown = 9,
                            .children_grown = 9,
                            .zombies = 9,
                            .memory_grown = 9};
    EXPECT_FALSE(judge_after(nothing_asked(), worst));
}

TEST(JudgeAfter, ComparesWhetherItRuns) {
    casefile::After after;
    after.running = true;
    EXPECT_FALSE(judge_after(after, {.running = true, .end = {}, .sockets = {}}));
    auto finding =
        judge_after(after, {.running = false, .end = "killed by SIGPIPE", .sockets = {}});
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->expected, "the target still runs");
    EXPECT_EQ(finding->observed, "it has ended: killed by SIGPIPE");
    after.running = false;
    finding = judge_after(after, {.running = true, .end = {}, .sockets = {}});
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->expected, "the target has ended");
    EXPECT_EQ(finding->observed, "it runs");
}

TEST(JudgeAfter, ShowsTheSocketsThatAreLeft) {
    casefile::After after;
    after.sockets_left = 1;
    EXPECT_FALSE(judge_after(after, {.end = {}, .sockets_left = 1, .sockets = "one\n"}));
    const auto finding = judge_after(after, {.end = {}, .sockets_left = 2, .sockets = "a\nb\n"});
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->expected, "at most 1 connected sockets of the target are left");
    EXPECT_EQ(finding->observed, "2 left");
    EXPECT_EQ(finding->difference, "a\nb\n");
}

TEST(JudgeAfter, LimitsEachGrowthByItself) {
    const struct {
        std::optional<uint64_t> casefile::After::*limit;
        int64_t TargetFacts::*grown;
        std::string what;
        std::string unit;
    } rows[] = {
        {&casefile::After::descriptors_grown, &TargetFacts::descriptors_grown, "open descriptors",
         ""},
        {&casefile::After::threads_grown, &TargetFacts::threads_grown, "threads", ""},
        {&casefile::After::children_grown, &TargetFacts::children_grown, "processes", ""},
        {&casefile::After::memory_grown, &TargetFacts::memory_grown, "resident memory", " bytes"},
    };
    for (const auto& row : rows) {
        casefile::After after;
        after.*row.limit = 2;
        TargetFacts facts;
        for (const int64_t fine : {-5, 0, 2}) {
            facts.*row.grown = fine;
            EXPECT_FALSE(judge_after(after, facts)) << row.what << fine;
        }
        facts.*row.grown = 3;
        const auto finding = judge_after(after, facts);
        ASSERT_TRUE(finding) << row.what;
        EXPECT_EQ(finding->expected,
                  "at most 2" + row.unit + " more " + row.what + " than at the baseline");
        EXPECT_EQ(finding->observed, "3" + row.unit + " more");
    }
}

TEST(JudgeAfter, TellsMuchMemoryInMebibytes) {
    casefile::After after;
    after.memory_grown = 64 << 20;
    TargetFacts facts;
    facts.memory_grown = 211'550'208;
    const auto finding = judge_after(after, facts);
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->expected, "at most 64 MiB more resident memory than at the baseline");
    EXPECT_EQ(finding->observed, "201 MiB more");
}

TEST(JudgeAfter, MentionsZombiesAmongWhatGrew) {
    casefile::After after;
    after.children_grown = 0;
    TargetFacts facts;
    facts.children_grown = 4;
    facts.zombies = 3;
    const auto finding = judge_after(after, facts);
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->observed, "4 more (3 zombies, which nobody waited for)");
}

TEST(VerdictOf, FollowsTheLevel) {
    EXPECT_EQ(verdict_of(Level::must), Verdict::fail);
    EXPECT_EQ(verdict_of(Level::should), Verdict::warn);
    EXPECT_EQ(verdict_of(Level::expected), Verdict::warn);
    EXPECT_EQ(verdict_of(Level::may), Verdict::pass);
}

TEST(JudgeExit, TellsAnEndOfItsOwnFromDeathByASignal) {
    casefile::Exit by_itself, failure;
    by_itself.by_itself = true;
    failure.failure = true;
    EXPECT_EQ(judge_exit(by_itself, exited(0), open).state, State::holds);
    EXPECT_EQ(judge_exit(by_itself, exited(1), open).state, State::holds);
    EXPECT_EQ(judge_exit(by_itself, killed(SIGPIPE), open).state, State::broken);
    EXPECT_EQ(judge_exit(failure, exited(0), open).state, State::broken);
    EXPECT_EQ(judge_exit(failure, exited(1), open).state, State::holds);
    EXPECT_EQ(judge_exit(failure, killed(SIGSEGV), open).state, State::broken);
    EXPECT_EQ(judge_exit(failure, kRuns, open).state, State::pending);
    EXPECT_EQ(judge_exit(failure, kRuns, final).finding.observed, "it runs on");
}

}  // namespace
}  // namespace echospec::verdict
