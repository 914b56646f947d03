// SPDX-License-Identifier: Apache-2.0
#include "casefile/target_file.hpp"

#include <gtest/gtest.h>

#include <csignal>

#include "tests/support/sources.hpp"

namespace echospec::casefile {
namespace {

using Words = std::vector<std::string>;
using Texts = std::map<std::string, std::string>;

Catalogue catalogue() {
    return load(tests::small_catalogue()).value();
}

std::vector<TargetDescription> targets_of(const std::string& content) {
    const auto targets = read_targets({"in/targets.yaml", content, "in/targets.yaml"}, catalogue());
    EXPECT_TRUE(targets) << base::render(targets.error());
    return targets ? *targets : std::vector<TargetDescription>{};
}

std::string mistakes_of(const std::string& content) {
    const auto targets = read_targets({"t.yaml", content}, catalogue());
    return targets ? "" : base::render(targets.error());
}

TEST(TargetFile, DescribesATargetWhole) {
    const auto targets = targets_of(
        "name: mine\n"
        "command: [./server, --port, \"{port}\"]\n"
        "role: server\n"
        "transport: udp\n"
        "port: 7\n"
        "profile: echo\n"
        "claims: {replies: echo}\n"
        "environment: {LANG: C, EMPTY: \"\"}\n"
        "directory: ../build\n"
        "set-up: [make, -s]\n"
        "tear-down: [rm, log]\n"
        "shows: {pattern: \"got (.*)\"}\n"
        "start-limit: 20s\n"
        "patience: 500ms\n"
        "baseline: known.yaml\n");
    ASSERT_EQ(targets.size(), 1U);
    const TargetDescription& target = targets[0];
    EXPECT_EQ(target.name, "mine");
    EXPECT_EQ(target.command, (Words{"./server", "--port", "{port}"}));
    EXPECT_EQ(target.role, Role::server);
    EXPECT_EQ(target.transport, Transport::udp);
    EXPECT_EQ(target.port, 7);
    EXPECT_EQ(target.profile, "echo");
    EXPECT_EQ(target.claims, (Texts{{"replies", "echo"}}));
    EXPECT_EQ(target.environment, (Texts{{"EMPTY", ""}, {"LANG", "C"}}));
    EXPECT_EQ(target.directory, "build");
    EXPECT_EQ(target.set_up, (Words{"make", "-s"}));
    EXPECT_EQ(target.tear_down, (Words{"rm", "log"}));
    EXPECT_EQ(target.shows.form, Display::Form::pattern);
    EXPECT_EQ(target.shows.pattern, "got (.*)");
    EXPECT_EQ(target.start_limit, std::chrono::seconds(20));
    EXPECT_EQ(target.patience, std::chrono::milliseconds(500));
    EXPECT_EQ(target.baseline, "in/known.yaml");
}

TEST(TargetFile, NeedsNoMoreThanACommand) {
    const auto targets = targets_of("targets:\n  - command: [/bin/a]\n  - command: [b, 7]\n");
    ASSERT_EQ(targets.size(), 2U);
    EXPECT_EQ(targets[0].name, "a");
    EXPECT_EQ(targets[1].name, "b");
    EXPECT_EQ(targets[1].command, (Words{"b", "7"}));
    EXPECT_EQ(targets[1].position.line, 3);
    EXPECT_FALSE(targets[0].profile || targets[0].port || targets[0].role);
    EXPECT_EQ(targets[0].directory, "in/");
}

TEST(TargetFile, TellsEveryMistakeWithItsPlace) {
    EXPECT_EQ(mistakes_of("name: x\n"),
              "t.yaml:1:1: error: `command` is missing\n"
              "  1 | name: x\n"
              "    | ^\n");
    const std::string told = mistakes_of(
        "targets:\n"
        "  - command: ./server 7\n"
        "    claims: {reply: echo, replies: loud}\n"
        "    profile: ecko\n"
        "    environment: {\"A=B\": c}\n"
        "    start-limit: soon\n"
        "    port: 70000\n"
        "    colour: red\n"
        "  - command: []\n"
        "    name: x\n"
        "  - {command: [y], name: x}\n");
    for (const char* part :
         {"2:14: error: a list of words belongs here, not a text",
          "3:14: error: no profile claims `reply`", "one of: replies, serves",
          "3:36: error: `loud` is no word for `replies`", "4:14: error: unknown profile `ecko`",
          "5:19: error: `A=B` is no name of a variable", "6:18: error: `soon` is no duration",
          "7:11: error: 70000 is out of range", "8:5: error: unknown key `colour`",
          "9:14: error: this command is empty", "11:5: error: two targets are called `x`"}) {
        EXPECT_NE(told.find(part), std::string::npos) << part << "\nin\n" << told;
    }
}

TEST(TargetFile, NamesTheDeviceOfATargetsOwnStack) {
    const auto targets = targets_of("{command: [./s], own-stack: \"tap0:192.0.2.2\"}\n");
    ASSERT_EQ(targets.size(), 1U);
    EXPECT_EQ(to_string(targets[0].own_stack.value()), "tap0:192.0.2.2");
    EXPECT_FALSE(targets_of("{command: [./s]}\n").at(0).own_stack);
    EXPECT_EQ(mistakes_of("{command: [./s], own-stack: \"eth0:192.0.2.2\"}\n"),
              "t.yaml:1:29: error: `eth0:192.0.2.2` is no own stack\n"
              "  1 | {command: [./s], own-stack: \"eth0:192.0.2.2\"}\n"
              "    |                             ^~~~~~~~~~~~~~~~\n"
              "  hint: " +
                  std::string(kOwnStackForm) + "\n");
}

TEST(TargetFile, NamesTheSignalThatClosesConnections) {
    const auto targets = targets_of("{command: [./s], close-signal: USR1}\n");
    ASSERT_EQ(targets.size(), 1U);
    EXPECT_EQ(targets[0].close_signal.value().number, SIGUSR1);
    EXPECT_EQ(mistakes_of("{command: [./s], close-signal: SIGUSR1}\n"),
              "t.yaml:1:32: error: unknown signal `SIGUSR1`\n"
              "  1 | {command: [./s], close-signal: SIGUSR1}\n"
              "    |                                ^~~~~~~\n"
              "  hint: did you mean `USR1`?\n");
}

TEST(TargetFile, IsNoFileAtAll) {
    const auto targets = load_targets("/nowhere/targets.yaml", catalogue());
    ASSERT_FALSE(targets);
    EXPECT_NE(base::render(targets.error()).find("cannot be read: No such file"),
              std::string::npos);
    EXPECT_NE(mistakes_of("targets: []\n").find("this list is empty"), std::string::npos);
    EXPECT_NE(mistakes_of("{command: [a], shows: {pattern: \"(\"}}\n").find("no extended regular"),
              std::string::npos);
    EXPECT_NE(mistakes_of("{command: [a], shows: loudly}\n").find("unknown word"),
              std::string::npos);
    EXPECT_NE(mistakes_of("- a\n").find("a map belongs here"), std::string::npos);
    EXPECT_NE(mistakes_of("").find("error"), std::string::npos);
}

}  // namespace
}  // namespace echospec::casefile
