// SPDX-License-Identifier: Apache-2.0
#include "sandbox/command.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.hpp"

namespace echospec::sandbox {
namespace {

int shell(const std::string& line, const std::string& directory = "",
          const Environment& variables = {}) {
    return run_command({"sh", "-c", line}, directory, variables);
}

TEST(RunCommand, TellsHowItEnded) {
    EXPECT_EQ(shell("exit 0"), 0);
    EXPECT_EQ(shell("exit 7"), 7);
    EXPECT_EQ(shell("kill -TERM $$"), 128 + 15);
}

TEST(RunCommand, RunsInItsDirectoryWithItsVariables) {
    EXPECT_EQ(shell("test \"$PWD\" = /tmp", "/tmp"), 0);
    EXPECT_EQ(shell("test \"$A$PATH\" = xy", "", {{"A", "x"}, {"PATH", "y"}}), 0);
    EXPECT_EQ(shell("test -n \"$PATH\""), 0);
}

TEST(RunCommand, SaysWhatCannotBeStarted) {
    EXPECT_THROW(run_command({"no-such-program"}, "", {}), base::HarnessError);
    EXPECT_THROW(shell("exit 0", "/nowhere"), base::HarnessError);
}

TEST(ProgramOf, IsMeantFromTheDirectory) {
    EXPECT_EQ(program_of("./sh", "/bin"), "/bin/sh");
    EXPECT_EQ(program_of("/bin/sh", "/nowhere"), "/bin/sh");
    EXPECT_TRUE(program_of("sh", "/nowhere").ends_with("/sh"));
    EXPECT_EQ(program_of("./no-such-program", "/bin"), "");
}

TEST(EnvironmentWith, SetsAVariableOnce) {
    const auto all = environment_with({{"PATH", "here"}, {"NEW", "1"}});
    const auto is_path = [](const std::string& entry) { return entry.starts_with("PATH="); };
    EXPECT_EQ(std::count_if(all.begin(), all.end(), is_path), 1);
    EXPECT_EQ(std::count(all.begin(), all.end(), "PATH=here"), 1);
    EXPECT_EQ(std::count(all.begin(), all.end(), "NEW=1"), 1);
}

}  // namespace
}  // namespace echospec::sandbox
