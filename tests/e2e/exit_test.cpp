// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>

#include "base/files.hpp"
#include "tests/e2e/program.hpp"
#include "tests/support/forked.hpp"

// Every exit code, and what is said with it.

namespace echospec::tests {
namespace {

using verdict::Verdict;
using Words = std::vector<std::string>;

const std::string kReference = fixture("reference-tcp-echo");

Words run(Words options, const Words& command) {
    options.insert(options.begin(), "run");
    options.push_back("--");
    options.insert(options.end(), command.begin(), command.end());
    return options;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

class Exit : public NeedsSandbox {};

TEST_F(Exit, IsZeroForAServerThatConforms) {
    const Outcome outcome = echospec(run({}, {kReference}));
    EXPECT_EQ(outcome.code, 0) << outcome.out;
    EXPECT_TRUE(outcome.last_line().starts_with("exit 0: conforms: ")) << outcome.last_line();
    EXPECT_EQ(outcome.err, "");
}

TEST_F(Exit, IsZeroForAPortInTheCommandToo) {
    const Outcome outcome =
        echospec(run({"--only", "tcp/server/exchange/echoes-one-byte"}, {kReference, "{port}"}));
    EXPECT_EQ(outcome.code, 0) << outcome.out;
    EXPECT_EQ(outcome.last_line(), "exit 0: conforms: 1 case verified");
}

TEST_F(Exit, IsOneForAServerThatDeviates) {
    const Outcome outcome = echospec(run({}, {fixture("uppercase")}));
    EXPECT_EQ(outcome.code, 1);
    EXPECT_EQ(outcome.last_line(), "exit 1: deviates: 1 case did not hold");
    EXPECT_TRUE(contains(outcome.out, "\nfail tcp/server/exchange/echoes-one-byte\n"));
    EXPECT_TRUE(contains(outcome.out, "seen besides: it changes the letters' case: \"HELLO\\n\""))
        << outcome.out;
    EXPECT_TRUE(contains(outcome.out, "follows from tcp/server/exchange/echoes-one-byte"));
}

TEST_F(Exit, IsOneForAWarningOnlyWhenStrict) {
    const Words options{"--only", "tcp/server/robustness/serves-two-clients"};
    Words strict = options;
    strict.push_back("--strict");
    EXPECT_EQ(echospec(run(options, {fixture("iterative")})).code, 0);
    EXPECT_EQ(echospec(run(strict, {fixture("iterative")})).code, 1);
}

TEST(ExitTwo, IsForAProgramThatDoesNotExist) {
    const Outcome outcome = echospec(run({}, {"/no/such/program"}));
    EXPECT_EQ(outcome.code, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_TRUE(contains(outcome.err, "`/no/such/program` is no program that can be run"));
    EXPECT_TRUE(contains(outcome.err, "exit 2: "));
}

TEST(ExitTwo, IsForACaseFileWithAMistake) {
    const Folder folder;
    base::write_file(folder / "own.yaml", "title: A case\nlevl: must\n");
    const Outcome outcome = echospec(run({"--cases", folder.path()}, {kReference}));
    EXPECT_EQ(outcome.code, 2);
    EXPECT_TRUE(contains(outcome.err, "own.yaml:2:1: error: ")) << outcome.err;
    EXPECT_TRUE(contains(outcome.err, "did you mean `level`?")) << outcome.err;
}

TEST(ExitTwo, IsForAPatternThatMatchesNothing) {
    const Outcome outcome =
        echospec(run({"--only", "tcp/server/exchange/echoes-one-bite"}, {kReference}));
    EXPECT_EQ(outcome.code, 2);
    EXPECT_TRUE(contains(outcome.err, "did you mean `tcp/server/exchange/echoes-one-byte`?"))
        << outcome.err;
}

Words two_servers(const std::string& one, const std::string& other) {
    return {"sh", "-c", kReference + " " + one + " & exec " + kReference + " " + other};
}

TEST_F(Exit, IsTwoForSeveralPortsAndListsThem) {
    const Outcome outcome = echospec(run({}, two_servers("8001", "8002")));
    EXPECT_EQ(outcome.code, 2) << outcome.out;
    EXPECT_TRUE(contains(outcome.err, "the target listens on several ports: 8001, 8002"))
        << outcome.err;
    EXPECT_TRUE(contains(outcome.err, "--port 8001")) << outcome.err;
}

TEST_F(Exit, IsZeroForSeveralPortsWithTheWellKnownOneAmongThem) {
    const Words options{"--only", "tcp/server/exchange/*", "--json", "-"};
    const Outcome outcome = echospec(run(options, two_servers("8001", "7")));
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_TRUE(results_of(outcome).target.endpoint.ends_with(":7"))
        << results_of(outcome).target.endpoint;
}

TEST_F(Exit, IsZeroForSeveralPortsOfWhichOneIsChosen) {
    const Words options{"--port", "8002", "--only", "tcp/server/exchange/echoes-one-byte"};
    EXPECT_EQ(echospec(run(options, two_servers("8001", "8002"))).code, 0);
}

struct Unready {
    Words command;
    std::string told;
};

TEST_F(Exit, IsThreeForATargetThatNeverListens) {
    const Unready rows[] = {
        {{"false"}, "it ended without listening: exit status 1"},
        {{"cat"}, "it ended without listening: exit status 0"},
        {{"sleep", "1000"}, "it does not listen"},
        {{"sh", "-c", "echo no such configuration >&2; exit 78"}, "no such configuration"},
        {{"sh", "-c", "kill -SEGV $$"}, "it ended without listening: killed by SIGSEGV"},
    };
    for (const Unready& row : rows) {
        const Outcome outcome = echospec(run({"--start-limit", "2s"}, row.command));
        EXPECT_EQ(outcome.code, 3) << row.told;
        EXPECT_TRUE(contains(outcome.out, "the target did not become ready: ")) << outcome.out;
        EXPECT_TRUE(contains(outcome.out, row.told)) << outcome.out;
    }
}

TEST_F(Exit, IsThreeForATargetThatNeverListensAndReportsEveryCase) {
    const Outcome outcome = echospec(run({"--json", "-"}, {"false"}));
    EXPECT_EQ(outcome.code, 3);
    const verdict::RunResult results = results_of(outcome);
    EXPECT_EQ(results.exit_code, 3);
    EXPECT_GT(results.cases.size(), 50U);
    EXPECT_TRUE(std::all_of(results.cases.begin(), results.cases.end(),
                            [](const auto& one) { return one.verdict == Verdict::not_run; }));
}

TEST_F(Exit, IsThreeWhereTooLittleWasVerified) {
    const Outcome outcome = echospec(run(
        {"--only", "tcp/server/exchange/echoes-one-byte", "--min-verified", "2"}, {kReference}));
    EXPECT_EQ(outcome.code, 3);
    EXPECT_EQ(outcome.last_line(), "exit 3: only 1 case verified, 2 asked for");
}

verdict::RunResult results_in(const std::string& path) {
    return results_of({.code = 0, .out = base::read_file(path).value_or(""), .err = {}});
}

// A run on a slow server, interrupted as soon as its first case is through.
TEST_F(Exit, Is128AndTheSignalThatEndedItWithAllThatItHas) {
    const auto whole = results_of(echospec(run({"--json", "-"}, {"false"})));
    for (const int number : {SIGINT, SIGTERM}) {
        const Folder folder;
        const std::string file = folder / "results.json";
        Program program(run({"--jobs", "1", "--json", file}, {fixture("slow_reply")}));
        EXPECT_TRUE(program.has_printed("\npass "));
        program.signal(number);
        const Outcome outcome = program.finish();
        EXPECT_EQ(outcome.code, 128 + number) << outcome.out;
        EXPECT_EQ(outcome.last_line(), "exit " + std::to_string(128 + number) +
                                           ": interrupted by signal " + std::to_string(number));
        const verdict::RunResult results = results_in(file);
        EXPECT_TRUE(results.interrupted);
        EXPECT_EQ(results.exit_code, 128 + number);
        ASSERT_EQ(results.cases.size(), whole.cases.size());
        for (size_t i = 0; i < whole.cases.size(); ++i)
            EXPECT_EQ(full_name(results.cases[i]), full_name(whole.cases[i]));
        auto summary = verdict::summarize(results.cases);
        EXPECT_GT(summary[Verdict::not_run], 0);
        EXPECT_GT(summary[Verdict::pass], 0);
    }
}

}  // namespace
}  // namespace echospec::tests
