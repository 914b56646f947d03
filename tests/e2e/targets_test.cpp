// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>

#include "base/files.hpp"
#include "tests/e2e/program.hpp"
#include "tests/support/forked.hpp"
#include "verdict/codec.hpp"

// Targets that a file describes.

namespace echospec::tests {
namespace {

class TargetFiles : public NeedsSandbox {
  protected:
    std::string file(const std::string& content) {
        base::write_file(folder_ / "targets.yaml", content);
        return folder_ / "targets.yaml";
    }
    verdict::RunResult results(const std::string& name) {
        const auto content = base::read_file(folder_ / name);
        EXPECT_TRUE(content) << name;
        return verdict::decode_run(name, content.value_or("")).value();
    }
    Folder folder_;
};

const std::string kFixtures = ECHOSPEC_FIXTURES;

TEST_F(TargetFiles, AreRunOneAfterTheOtherWithReportsOfTheirOwn) {
    const std::string targets = file(
        "targets:\n"
        "  - {name: good, command: [./reference-tcp-echo, \"{port}\"], directory: " +
        kFixtures +
        "}\n"
        "  - {name: bad one, command: [" +
        fixture("uppercase") + "]}\n");
    const Outcome outcome = echospec({"run", "--only", "*/exchange/echoes-*", "--target", targets,
                                      "--json", folder_ / "r.json"});
    EXPECT_EQ(outcome.code, 1) << outcome.err;
    EXPECT_EQ(outcome.last_line(), "exit 1: the worst of good 0, bad one 1");
    EXPECT_EQ(results("r.good.json").exit_code, 0);
    const verdict::RunResult bad = results("r.bad-one.json");
    EXPECT_EQ(bad.exit_code, 1);
    EXPECT_TRUE(bad.cases.at(0).repeat_command.ends_with("--target " + targets));
}

TEST_F(TargetFiles, SetUpFirstAndTearDownWhateverHappens) {
    const std::string targets = file(
        "command: [./server]\n"
        "set-up: [cp, " +
        fixture("uppercase") +
        ", server]\n"
        "tear-down: [rm, server]\n"
        "environment: {UNUSED: x}\n");
    EXPECT_EQ(echospec({"run", "--only", "*/echoes-one-byte", "--target", targets}).code, 1);
    EXPECT_FALSE(std::filesystem::exists(folder_ / "server"));
}

TEST_F(TargetFiles, AreNotTestedIfTheirSetUpFails) {
    const std::string targets = file("{name: x, command: [cat], set-up: [sh, -c, exit 4]}\n");
    const Outcome outcome = echospec({"run", "--target", targets});
    EXPECT_EQ(outcome.code, 3);
    EXPECT_EQ(outcome.last_line(), "exit 3: could not test: the set-up of x failed");
    EXPECT_NE(outcome.err.find("ended with status 4"), std::string::npos) << outcome.err;
}

TEST_F(TargetFiles, OverrideClaimsSoThatOtherCasesApply) {
    const std::string once =
        file("{command: [" + fixture("reference-tcp-echo") + "], claims: {serves: once}}\n");
    const Outcome outcome =
        echospec({"run", "--only", "*/robustness/*", "--target", once, "--json", "-"});
    const size_t few = results_of(outcome).cases.size();
    const Outcome all = echospec(
        {"run", "--only", "*/robustness/*", "--json", "-", "--", fixture("reference-tcp-echo")});
    EXPECT_LT(few, results_of(all).cases.size());
}

TEST_F(TargetFiles, CannotShareStdoutOrStandBesideACommand) {
    const std::string two = file("targets: [{command: [a]}, {command: [b]}]\n");
    EXPECT_EQ(echospec({"run", "--target", two, "--json", "-"}).code, 2);
    const Outcome both = echospec({"run", "--target", two, "--", "cat"});
    EXPECT_EQ(both.code, 2);
    EXPECT_NE(both.err.find("leave out `-- cat`"), std::string::npos) << both.err;
}

TEST_F(TargetFiles, SayWhereACommandCannotBeRun) {
    const Outcome outcome = echospec({"run", "--target", file("command: [./nope]\n")});
    EXPECT_EQ(outcome.code, 2);
    EXPECT_NE(outcome.err.find("targets.yaml:1:1"), std::string::npos) << outcome.err;
}

}  // namespace
}  // namespace echospec::tests
