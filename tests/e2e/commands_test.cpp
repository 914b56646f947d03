// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/files.hpp"
#include "casefile/catalogue.hpp"
#include "tests/e2e/program.hpp"

// The subcommands that start no target.

namespace echospec::tests {
namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST(List, ShowsEveryCase) {
    const Outcome outcome = echospec({"list"});
    EXPECT_EQ(outcome.code, 0);
    const auto catalogue = casefile::load(casefile::embedded_files());
    ASSERT_TRUE(catalogue);
    for (const casefile::Case& test : catalogue->cases)
        EXPECT_TRUE(contains(outcome.out, test.id + " ")) << test.id;
    EXPECT_TRUE(contains(outcome.out, std::to_string(catalogue->cases.size()) + " cases, "));
}

TEST(List, ShowsEveryRequirementAndWhoCoversIt) {
    const Outcome outcome = echospec({"list", "--requirements"});
    EXPECT_EQ(outcome.code, 0);
    EXPECT_TRUE(contains(outcome.out, "  ECHO-TCP-1 (must, application) "));
    EXPECT_TRUE(contains(outcome.out, "\n    tcp/server/exchange/echoes-one-byte\n"));
    EXPECT_TRUE(contains(outcome.last_line(), " requirements: ")) << outcome.last_line();
}

TEST(List, WritesTheCasesOutSoThatTheyCanBeUsed) {
    const Folder folder;
    const Outcome written = echospec({"list", "--export", folder / "cases"});
    EXPECT_EQ(written.code, 0) << written.err;
    const size_t count = casefile::embedded_files().size();
    EXPECT_EQ(written.out,
              std::to_string(count) + " files written to " + (folder / "cases") + "\n");
    EXPECT_EQ(echospec({"lint", folder / "cases"}).out,
              std::to_string(count) + " files without a mistake\n");
    const Outcome again = echospec({"list", "--export", folder / "cases"});
    EXPECT_EQ(again.code, 2);
    EXPECT_TRUE(contains(again.err, "nothing was overwritten")) << again.err;
}

TEST(List, ShowsOnesOwnCasesToo) {
    const Folder folder;
    base::write_file(folder / "mine.yaml",
                     "title: Mine\nwhy: Because.\nlevel: must\nrequirements: [ECHO-TCP-1]\n"
                     "applies: {role: server, transport: tcp}\nsteps:\n  - connect:\n");
    const Outcome outcome = echospec({"list", "--cases", folder.path()});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_TRUE(outcome.out.starts_with("mine ")) << outcome.out;
}

TEST(Explain, TellsAllAboutACase) {
    const Outcome outcome = echospec({"explain", "tcp/server/half-close/echo-before-fin"});
    EXPECT_EQ(outcome.code, 0);
    for (const char* const heading :
         {"level must, duty application", "\nRequired by\n", "\nConforms\n", "\nSteps, with",
          "\nRuns with\n", "\nWhat programs usually do wrong\n", "RFC 9293"})
        EXPECT_TRUE(contains(outcome.out, heading)) << heading;
}

TEST(Explain, TellsAllAboutARequirement) {
    const Outcome outcome = echospec({"explain", "ECHO-TCP-1"});
    EXPECT_EQ(outcome.code, 0);
    EXPECT_TRUE(contains(outcome.out, "\nSources\n")) << outcome.out;
    EXPECT_TRUE(contains(outcome.out, "\nCovered by\n")) << outcome.out;
}

TEST(Explain, ProposesWhatWasPerhapsMeant) {
    const Outcome outcome = echospec({"explain", "tcp/server/half-close/echo-before-fun"});
    EXPECT_EQ(outcome.code, 2);
    EXPECT_TRUE(contains(outcome.err, "did you mean `tcp/server/half-close/echo-before-fin`?"));
}

TEST(Lint, AcceptsTheCasesOfTheCheckout) {
    const Outcome outcome = echospec({"lint", std::string(ECHOSPEC_SOURCE_DIR) + "/cases"});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_TRUE(contains(outcome.out, " files without a mistake\n"));
}

TEST(Lint, TellsEveryMistakeWithItsPlace) {
    const Folder folder;
    base::write_file(folder / "bad.yaml",
                     "title: Bad\nwhy: Because.\nlevel: shall\nrequirements: [ECHO-TCP-1]\n"
                     "applies: {role: server, transport: tcp}\nsteps:\n  - recieve: fin\n");
    for (const std::string& path : {folder.path(), folder / "bad.yaml"}) {
        const Outcome outcome = echospec({"lint", path});
        EXPECT_EQ(outcome.code, 2);
        EXPECT_TRUE(contains(outcome.err, "bad.yaml:3:8: error: ")) << outcome.err;
        EXPECT_TRUE(contains(outcome.err, "bad.yaml:7:5: error: ")) << outcome.err;
        EXPECT_TRUE(contains(outcome.err, "did you mean `receive`?")) << outcome.err;
        EXPECT_TRUE(contains(outcome.err, "exit 2: 2 mistakes in what was written\n"));
    }
}

TEST(Lint, RefusesWhatIsNotThere) {
    const Outcome outcome = echospec({"lint", "/nowhere/at/all"});
    EXPECT_EQ(outcome.code, 2);
    EXPECT_TRUE(contains(outcome.err, "/nowhere/at/all: error: cannot be read")) << outcome.err;
}

TEST(Help, IsThere) {
    const Outcome outcome = echospec({"--help"});
    EXPECT_EQ(outcome.code, 0);
    EXPECT_TRUE(contains(outcome.out, "echospec run -- "));
    EXPECT_EQ(echospec({"--version"}).out, "echospec 0.1.0\n");
}

}  // namespace
}  // namespace echospec::tests
