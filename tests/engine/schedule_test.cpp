// SPDX-License-Identifier: Apache-2.0
#include "engine/schedule.hpp"

#include <gtest/gtest.h>

#include <string>

namespace echospec::engine {
namespace {

using verdict::CaseResult;
using verdict::Verdict;
using Jobs = std::vector<size_t>;

// Jobs 0, 1, 2 …, each with those that it waits for.
std::vector<Job> jobs_after(const std::vector<Jobs>& presumed) {
    std::vector<Job> jobs;
    for (const Jobs& after : presumed)
        jobs.push_back({nullptr, nullptr, after, jobs.size() + 1});
    return jobs;
}

CaseResult result_of(size_t job, Verdict verdict) {
    CaseResult result;
    result.id = "case-" + std::to_string(job);
    result.verdict = verdict;
    return result;
}

std::vector<CaseResult> blanks(const std::vector<Job>& jobs) {
    std::vector<CaseResult> results;
    for (size_t job = 0; job < jobs.size(); ++job)
        results.push_back(result_of(job, Verdict::not_run));
    return results;
}

struct Bench {
    explicit Bench(const std::vector<Jobs>& presumed)
        : jobs(jobs_after(presumed)), schedule(jobs, blanks(jobs)) {}

    // Takes the next job, which must be this one, and finishes it.
    Jobs finish(size_t job, Verdict verdict) {
        EXPECT_EQ(schedule.next(), job);
        return schedule.finish(job, result_of(job, verdict));
    }
    const CaseResult& result(size_t job) const { return schedule.results()[job]; }

    std::vector<Job> jobs;
    Schedule schedule;
};

TEST(Schedule, IsOverAtOnceWithoutJobs) {
    Bench bench({});
    EXPECT_TRUE(bench.schedule.is_over());
    EXPECT_EQ(bench.schedule.next(), std::nullopt);
}

TEST(Schedule, HandsOutIndependentJobsInPlanOrderAndEachOnce) {
    Bench bench({{}, {}, {}});
    EXPECT_EQ(bench.schedule.next(), 0U);
    EXPECT_EQ(bench.schedule.next(), 1U);
    EXPECT_EQ(bench.schedule.next(), 2U);
    EXPECT_EQ(bench.schedule.next(), std::nullopt);
    EXPECT_FALSE(bench.schedule.is_over());
}

TEST(Schedule, HoldsAJobBackUntilAllThatItPresumesAreDone) {
    Bench bench({{}, {}, {0, 1}, {}});
    EXPECT_EQ(bench.schedule.next(), 0U);
    EXPECT_EQ(bench.schedule.next(), 1U);
    EXPECT_EQ(bench.schedule.next(), 3U);
    bench.schedule.finish(1, result_of(1, Verdict::pass));
    EXPECT_EQ(bench.schedule.next(), std::nullopt);
    bench.schedule.finish(0, result_of(0, Verdict::pass));
    EXPECT_EQ(bench.schedule.next(), 2U);
}

TEST(Schedule, KeepsResultsInPlanOrderHoweverTheyCome) {
    Bench bench({{}, {}});
    bench.schedule.next();
    bench.schedule.next();
    EXPECT_EQ(bench.schedule.finish(1, result_of(1, Verdict::fail)), Jobs{1});
    EXPECT_EQ(bench.schedule.finish(0, result_of(0, Verdict::pass)), Jobs{0});
    EXPECT_TRUE(bench.schedule.is_over());
    EXPECT_EQ(bench.schedule.finished(), 2U);
    EXPECT_EQ(bench.result(0).verdict, Verdict::pass);
    EXPECT_EQ(bench.result(1).verdict, Verdict::fail);
}

TEST(Schedule, SkipsWhatPresumesACaseThatDidNotHold) {
    for (const Verdict verdict :
         {Verdict::fail, Verdict::warn, Verdict::error, Verdict::inconclusive}) {
        Bench bench({{}, {0}});
        EXPECT_EQ(bench.finish(0, verdict), (Jobs{0, 1})) << to_string(verdict);
        EXPECT_EQ(bench.result(1).verdict, Verdict::skip);
        EXPECT_EQ(bench.result(1).reason, "follows from case-0");
        EXPECT_TRUE(bench.schedule.is_over());
    }
}

TEST(Schedule, RunsWhatPresumesACaseThatPassedOrDoesNotApply) {
    for (const Verdict verdict : {Verdict::pass, Verdict::skip}) {
        Bench bench({{}, {0}});
        EXPECT_EQ(bench.finish(0, verdict), Jobs{0});
        EXPECT_EQ(bench.schedule.next(), 1U);
    }
}

TEST(Schedule, NamesTheOneCauseThroughTwoGenerations) {
    Bench bench({{}, {0}, {1}, {2}, {}});
    EXPECT_EQ(bench.finish(0, Verdict::fail), (Jobs{0, 1, 2, 3}));
    for (const size_t follower : Jobs{1, 2, 3}) {
        EXPECT_EQ(bench.result(follower).verdict, Verdict::skip);
        EXPECT_EQ(bench.result(follower).reason, "follows from case-0");
    }
    EXPECT_EQ(bench.finish(4, Verdict::pass), Jobs{4});
    EXPECT_TRUE(bench.schedule.is_over());
}

TEST(Schedule, NamesTheNearerCauseInTheOrderOfWhatIsPresumed) {
    Bench bench({{}, {}, {1, 0}});
    bench.schedule.next();
    bench.schedule.next();
    EXPECT_EQ(bench.schedule.finish(0, result_of(0, Verdict::fail)), Jobs{0});
    EXPECT_EQ(bench.schedule.next(), std::nullopt);
    EXPECT_EQ(bench.schedule.finish(1, result_of(1, Verdict::fail)), (Jobs{1, 2}));
    EXPECT_EQ(bench.result(2).reason, "follows from case-1");
}

TEST(Schedule, LetsARunningJobFinishThoughAnotherFailed) {
    Bench bench({{}, {}, {0, 1}});
    bench.schedule.next();
    bench.schedule.next();
    EXPECT_EQ(bench.schedule.finish(0, result_of(0, Verdict::fail)), Jobs{0});
    EXPECT_FALSE(bench.schedule.is_over());
    EXPECT_EQ(bench.schedule.finish(1, result_of(1, Verdict::pass)), (Jobs{1, 2}));
    EXPECT_EQ(bench.result(2).reason, "follows from case-0");
    EXPECT_TRUE(bench.schedule.is_over());
}

TEST(Schedule, KeepsTheBlanksOfJobsThatNeverRan) {
    Bench bench({{}, {}});
    EXPECT_EQ(bench.schedule.next(), 0U);
    EXPECT_EQ(bench.result(0).verdict, Verdict::not_run);
    EXPECT_EQ(bench.result(1).verdict, Verdict::not_run);
}

TEST(Schedule, NamesTheParametersOfTheCause) {
    Bench bench({{}, {0}});
    CaseResult failed = result_of(0, Verdict::fail);
    failed.parameters = {{"size", "1MiB"}};
    bench.schedule.next();
    bench.schedule.finish(0, failed);
    EXPECT_EQ(bench.result(1).reason, "follows from case-0[size=1MiB]");
}

}  // namespace
}  // namespace echospec::engine
