// SPDX-License-Identifier: Apache-2.0
#include "engine/plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>

#include "tests/engine/catalogues.hpp"
#include "verdict/result.hpp"

namespace echospec::engine {
namespace {

using casefile::Catalogue;
using casefile::Level;
using tests::catalogue_of;
using Ids = std::vector<std::string>;

constexpr const char* kSanity = "tcp/server/exchange/sanity";

std::string name_of(const Job& job) {
    verdict::CaseResult result;
    result.id = job.test->id;
    result.parameters = job.variant->parameters;
    return verdict::full_name(result);
}

Plan plan_of(const Catalogue& catalogue, const Settings& settings) {
    const auto plan = make_plan(catalogue, settings);
    if (!plan) throw std::runtime_error(base::render(plan.error()));
    return *plan;
}

Ids planned(const Catalogue& catalogue, const Settings& settings) {
    Ids names;
    for (const Job& job : plan_of(catalogue, settings).jobs)
        names.push_back(name_of(job));
    return names;
}

// Without what a shard has borrowed.
Ids own(const Plan& plan) {
    Ids names;
    for (const Job& job : plan.jobs) {
        if (!job.borrowed) names.push_back(name_of(job));
    }
    return names;
}

Settings only(const Ids& patterns) {
    Settings settings;
    settings.only = patterns;
    return settings;
}

TEST(MakePlan, PutsTheSanityCaseBeforeAllThatPresumeIt) {
    const Catalogue catalogue = catalogue_of({{.id = "tcp/server/close/a"}});
    const Plan plan = plan_of(catalogue, {});
    ASSERT_EQ(planned(catalogue, {}), (Ids{kSanity, "tcp/server/close/a"}));
    EXPECT_TRUE(plan.jobs[0].after.empty());
    EXPECT_EQ(plan.jobs[1].after, std::vector<size_t>{0});
    EXPECT_EQ(plan.profile->name, "echo");
}

TEST(MakePlan, PutsWhatIsPresumedFirstWhateverItsName) {
    const Catalogue catalogue = catalogue_of({
        {.id = "tcp/server/close/a", .rest = "presumes: [tcp/server/close/z]\n"},
        {.id = "tcp/server/close/z", .rest = "presumes: [tcp/server/close/y]\n"},
        {.id = "tcp/server/close/y"},
    });
    EXPECT_EQ(planned(catalogue, {}),
              (Ids{kSanity, "tcp/server/close/y", "tcp/server/close/z", "tcp/server/close/a"}));
    EXPECT_EQ(plan_of(catalogue, {}).jobs[3].after, (std::vector<size_t>{2, 0}));
}

TEST(MakePlan, MakesAJobOfEachRowAndWaitsForAllOfThem) {
    const Catalogue catalogue = catalogue_of({
        {.id = "tcp/server/close/a", .rest = "matrix: {n: [1, 2]}\nstart: {descriptors: $n}\n"},
        {.id = "tcp/server/close/b", .rest = "presumes: [tcp/server/close/a]\n"},
    });
    EXPECT_EQ(planned(catalogue, {}), (Ids{kSanity, "tcp/server/close/a[n=1]",
                                           "tcp/server/close/a[n=2]", "tcp/server/close/b"}));
    EXPECT_EQ(plan_of(catalogue, {}).jobs[3].after, (std::vector<size_t>{1, 2, 0}));
}

TEST(MakePlan, TakesOnlyWhatAppliesToTheTarget) {
    const Catalogue catalogue = catalogue_of({
        {.id = "tcp/client/a"},
        {.id = "udp/server/a"},
        {.id = "udp/client/a"},
    });
    Settings settings;
    EXPECT_EQ(planned(catalogue, settings), Ids{kSanity});
    settings.role = casefile::Role::client;
    EXPECT_EQ(planned(catalogue, settings), Ids{"tcp/client/a"});
    settings.transport = casefile::Transport::udp;
    EXPECT_EQ(planned(catalogue, settings), Ids{"udp/client/a"});
    settings.role = casefile::Role::server;
    EXPECT_EQ(planned(catalogue, settings), Ids{"udp/server/a"});
}

TEST(MakePlan, TakesOnlyWhatTheProfileClaims) {
    const Catalogue catalogue = catalogue_of({
        {.id = "tcp/server/close/both", .claims = ", replies: echo"},
        {.id = "tcp/server/close/many", .claims = ", serves: many"},
    });
    Settings settings;
    EXPECT_EQ(planned(catalogue, settings),
              (Ids{kSanity, "tcp/server/close/both", "tcp/server/close/many"}));
    settings.profile = "one-shot";
    EXPECT_EQ(planned(catalogue, settings),
              (Ids{"tcp/server/once/sanity", "tcp/server/close/both", kSanity}));
}

TEST(MakePlan, SelectsByPattern) {
    const Catalogue catalogue = catalogue_of(
        {{.id = "tcp/server/close/a"}, {.id = "tcp/server/close/b"}, {.id = "tcp/server/half/a"}});
    EXPECT_EQ(planned(catalogue, only({"tcp/server/close"})),
              (Ids{"tcp/server/close/a", "tcp/server/close/b"}));
    EXPECT_EQ(planned(catalogue, only({"*/a"})), (Ids{"tcp/server/close/a", "tcp/server/half/a"}));
    EXPECT_EQ(planned(catalogue, only({"*/b", "*half*"})),
              (Ids{"tcp/server/close/b", "tcp/server/half/a"}));
    Settings settings = only({"tcp/server/close"});
    settings.skip = {"*/a"};
    EXPECT_EQ(planned(catalogue, settings), Ids{"tcp/server/close/b"});
}

TEST(MakePlan, WaitsForNothingThatIsNotSelected) {
    const Catalogue catalogue = catalogue_of({{.id = "tcp/server/close/a"}});
    const Plan plan = plan_of(catalogue, only({"tcp/server/close/a"}));
    ASSERT_EQ(plan.jobs.size(), 1U);
    EXPECT_TRUE(plan.jobs[0].after.empty());
}

TEST(MakePlan, SelectsByLevelWhatIsAtLeastAsBinding) {
    const Catalogue catalogue = catalogue_of({
        {.id = "tcp/server/level/expected", .level = "expected"},
        {.id = "tcp/server/level/may", .level = "may"},
        {.id = "tcp/server/level/must", .level = "must"},
        {.id = "tcp/server/level/should", .level = "should"},
    });
    Settings settings = only({"tcp/server/level"});
    settings.level = Level::must;
    EXPECT_EQ(planned(catalogue, settings), Ids{"tcp/server/level/must"});
    settings.level = Level::should;
    EXPECT_EQ(
        planned(catalogue, settings),
        (Ids{"tcp/server/level/expected", "tcp/server/level/must", "tcp/server/level/should"}));
    settings.level = Level::may;
    EXPECT_EQ(planned(catalogue, settings).size(), 4U);
}

TEST(MakePlan, PartitionsTheCasesIntoShards) {
    std::vector<tests::SmallCase> cases;
    for (int i = 0; i < 9; ++i)
        cases.push_back({.id = "tcp/server/close/c" + std::to_string(i)});
    const Catalogue catalogue = catalogue_of(cases);
    Ids all = planned(catalogue, {});
    std::sort(all.begin(), all.end());
    for (unsigned total = 1; total <= 12; ++total) {
        Ids together;
        for (unsigned index = 1; index <= total; ++index) {
            Settings settings;
            settings.shard = {index, total};
            const Ids part = own(plan_of(catalogue, settings));
            EXPECT_LE(part.size(), all.size() / total + 1);
            together.insert(together.end(), part.begin(), part.end());
        }
        std::sort(together.begin(), together.end());
        EXPECT_EQ(together, all) << total;
    }
}

Settings sharded(unsigned index, unsigned total) {
    Settings settings;
    settings.shard = {index, total};
    return settings;
}

TEST(MakePlan, LendsAShardWhatItsCasesPresume) {
    const Catalogue catalogue =
        catalogue_of({{.id = "tcp/server/close/a"},
                      {.id = "tcp/server/close/b"},
                      {.id = "tcp/server/close/c", .rest = "presumes: [tcp/server/close/b]\n"}});
    const Plan plan = plan_of(catalogue, sharded(4, 4));
    EXPECT_EQ(own(plan), Ids{"tcp/server/close/c"});
    ASSERT_EQ(plan.jobs.size(), 3U);
    EXPECT_EQ(name_of(plan.jobs[0]), kSanity);
    EXPECT_EQ(name_of(plan.jobs[1]), "tcp/server/close/b");
    EXPECT_EQ(plan.jobs[2].after, (std::vector<size_t>{1, 0}));
}

TEST(MakePlan, NumbersJobsAlikeInEveryShard) {
    const Catalogue catalogue = catalogue_of(
        {{.id = "tcp/server/close/a", .rest = "matrix: {n: [1, 2]}\nstart: {descriptors: $n}\n"},
         {.id = "tcp/server/close/b"}});
    const Plan whole = plan_of(catalogue, {});
    EXPECT_EQ(whole.size, whole.jobs.size());
    for (size_t i = 0; i < whole.jobs.size(); ++i)
        EXPECT_EQ(whole.jobs[i].number, i + 1);
    const Plan shard = plan_of(catalogue, sharded(3, 3));
    EXPECT_EQ(shard.size, whole.size);
    EXPECT_EQ(shard.digest, whole.digest);
    EXPECT_EQ(shard.jobs.back().number, whole.jobs.size());
}

TEST(MakePlan, HasAnotherDigestWhereItIsAnother) {
    const Catalogue catalogue = catalogue_of({{.id = "tcp/server/close/a"}});
    EXPECT_NE(plan_of(catalogue, {}).digest, plan_of(catalogue, only({"*/a"})).digest);
}

void expect_mistake(const Settings& settings, const std::string& message, const std::string& hint) {
    const Catalogue catalogue = catalogue_of({{.id = "tcp/server/close/fin-with-data"}});
    const auto plan = make_plan(catalogue, settings);
    ASSERT_FALSE(plan);
    ASSERT_EQ(plan.error().size(), 1U) << base::render(plan.error());
    EXPECT_EQ(plan.error()[0].position.file, "command line");
    EXPECT_EQ(plan.error()[0].message, message);
    EXPECT_EQ(plan.error()[0].hint, hint);
}

TEST(MakePlan, RefusesAPatternThatMatchesNothing) {
    expect_mistake(only({"tcp/server/close/fin-with-dta"}),
                   "no case matches `tcp/server/close/fin-with-dta`",
                   "did you mean `tcp/server/close/fin-with-data`?");
    Settings settings;
    settings.skip = {"tcp/server/close/fin-without-data"};
    expect_mistake(settings, "no case matches `tcp/server/close/fin-without-data`",
                   "did you mean `tcp/server/close/fin-with-data`?");
}

TEST(MakePlan, RefusesAnUnknownProfile) {
    Settings settings;
    settings.profile = "ecko";
    expect_mistake(settings, "unknown profile `ecko`", "did you mean `echo`?");
    settings.profile = "something";
    expect_mistake(settings, "unknown profile `something`", "one of: echo, one-shot");
}

TEST(GroupOf, IsTheFolderBelowTheRole) {
    EXPECT_EQ(group_of("tcp/server/half-close/echo-before-fin"), "half-close");
    EXPECT_EQ(group_of("tcp/server/a/b/c"), "a");
    EXPECT_EQ(group_of("own/thing"), "own");
    EXPECT_EQ(group_of("thing"), "thing");
}

}  // namespace
}  // namespace echospec::engine
