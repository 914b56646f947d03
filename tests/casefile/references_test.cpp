// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/support/sources.hpp"

// What is wrong between files, and within files that are no cases.

namespace echospec::casefile {
namespace {

std::string mistakes_of(const std::vector<SourceFile>& files) {
    const auto loaded = load(files);
    return loaded ? "none" : base::render(loaded.error());
}

SourceFile case_presuming(const std::string& id, const std::string& presumed) {
    return {id + ".yaml", tests::case_text("presumes: [" + presumed + "]\nsteps: [{connect: ~}]\n"),
            ""};
}

TEST(References, CyclesOfPresumesAreReportedOnce) {
    auto files = tests::small_catalogue();
    files.push_back(case_presuming("a", "b"));
    files.push_back(case_presuming("b", "c"));
    files.push_back(case_presuming("c", "b"));
    EXPECT_EQ(mistakes_of(files),
              "c.yaml:6:12: error: cases presume one another: b → c → b\n"
              "  6 | presumes: [b]\n"
              "    |            ^\n"
              "  hint: a case can only presume what does not presume it\n");
}

TEST(References, DiamondsOfPresumesAreNoCycles) {
    auto files = tests::small_catalogue();
    files.push_back(case_presuming("a", "b, c"));
    files.push_back(case_presuming("b", "d"));
    files.push_back(case_presuming("c", "d"));
    files.push_back(case_presuming("d", "tcp/server/exchange/sanity"));
    EXPECT_EQ(mistakes_of(files), "none");
}

TEST(References, SanityCaseMayPresumeNothing) {
    auto files = tests::small_catalogue();
    files[2] = case_presuming("tcp/server/exchange/sanity", "a");
    files.push_back({"a.yaml", tests::case_text("steps: [{connect: ~}]\n"), ""});
    EXPECT_EQ(
        mistakes_of(files),
        "tcp/server/exchange/sanity.yaml:6:12: error: the sanity case of a profile may presume "
        "nothing\n"
        "  6 | presumes: [a]\n"
        "    |            ^\n"
        "  hint: every other case presumes it\n");
}

TEST(References, ProfileWithoutItsSanityCase) {
    auto files = tests::small_catalogue();
    files.pop_back();
    EXPECT_EQ(mistakes_of(files),
              "profiles/echo.yaml:4:9: error: unknown case `tcp/server/exchange/sanity`\n"
              "  4 | sanity: tcp/server/exchange/sanity\n"
              "    |         ^~~~~~~~~~~~~~~~~~~~~~~~~~\n");
}

TEST(References, RequirementsAndProfilesHaveNamesOfTheirOwn) {
    auto files = tests::small_catalogue();
    files.push_back({"requirements/more.yaml", files[0].content, ""});
    files.push_back({"profiles/more.yaml", files[1].content, ""});
    EXPECT_EQ(mistakes_of(files),
              "requirements/more.yaml:1:7: error: there are two requirements `TCP-ONE`\n"
              "  1 | - id: TCP-ONE\n"
              "    |       ^~~~~~~\n"
              "requirements/more.yaml:7:7: error: there are two requirements `TCP-TWO`\n"
              "  7 | - id: TCP-TWO\n"
              "    |       ^~~~~~~\n"
              "profiles/more.yaml:1:7: error: there are two profiles `echo`\n"
              "  1 | name: echo\n"
              "    |       ^~~~\n");
}

TEST(References, RequirementsAreChecked) {
    const auto files = tests::small_catalogue_with("requirements/more.yaml",
                                                   "- id: TCP-THREE\n"
                                                   "  titel: The third one\n"
                                                   "  group: exchange\n"
                                                   "  level: MUST\n"
                                                   "  duty: kernel\n"
                                                   "  sources: RFC 862\n");
    EXPECT_EQ(mistakes_of(files),
              "requirements/more.yaml:1:3: error: `title` is missing\n"
              "  1 | - id: TCP-THREE\n"
              "    |   ^\n"
              "requirements/more.yaml:2:3: error: unknown key `titel`\n"
              "  2 |   titel: The third one\n"
              "    |   ^~~~~\n"
              "  hint: one of: id, title, group, level, duty, sources, untested\n"
              "requirements/more.yaml:4:10: error: unknown word `MUST`\n"
              "  4 |   level: MUST\n"
              "    |          ^~~~\n"
              "  hint: one of: must, should, may, expected\n"
              "requirements/more.yaml:5:9: error: unknown word `kernel`\n"
              "  5 |   duty: kernel\n"
              "    |         ^~~~~~\n"
              "  hint: one of: application, stack, either\n"
              "requirements/more.yaml:6:12: error: a list belongs here, not a text\n"
              "  6 |   sources: RFC 862\n"
              "    |            ^~~~~~~\n"
              "  hint: [RFC 862]\n");
}

TEST(References, ProfilesAreChecked) {
    auto files = tests::small_catalogue();
    files[1].content =
        "name: echo\nport: 70000\nsanity: tcp/server/exchange/sanity\n"
        "claims: {replies: echo, serves: [many]}\n";
    EXPECT_EQ(mistakes_of(files),
              "profiles/echo.yaml:1:1: error: `title` is missing\n"
              "  1 | name: echo\n"
              "    | ^\n"
              "profiles/echo.yaml:2:7: error: 70000 is out of range\n"
              "  2 | port: 70000\n"
              "    |       ^~~~~\n"
              "  hint: a whole number from 1 to 65535\n"
              "profiles/echo.yaml:4:33: error: a value belongs here, not a list\n"
              "  4 | claims: {replies: echo, serves: [many]}\n"
              "    |                                 ^\n");
}

TEST(References, CasesAreNamedInLowerCase) {
    const auto files =
        tests::small_catalogue_with("My Case.yaml", tests::case_text("steps: [{connect: ~}]\n"));
    EXPECT_EQ(mistakes_of(files),
              "My Case.yaml: error: `My Case` is no id of a case\n"
              "  hint: name files and folders with lower-case letters, digits and hyphens\n");
}

}  // namespace
}  // namespace echospec::casefile
