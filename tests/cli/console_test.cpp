// SPDX-License-Identifier: Apache-2.0
#include "cli/console.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/cli/results.hpp"

namespace echospec::cli {
namespace {

using tests::failed_case;
using tests::passed_case;
using tests::plain_case;
using verdict::Verdict;

// What a console writes to something that is no terminal.
class Paper {
  public:
    Paper() : stream_(::open_memstream(&text_, &size_)) {}
    Paper(const Paper&) = delete;
    Paper& operator=(const Paper&) = delete;
    ~Paper() {
        std::fclose(stream_);
        std::free(text_);
    }
    std::FILE* stream() { return stream_; }
    std::string text() {
        std::fflush(stream_);
        return {text_, size_};
    }

  private:
    char* text_ = nullptr;
    size_t size_ = 0;
    std::FILE* stream_;
};

verdict::RunResult two_planned() {
    verdict::RunResult run;
    run.cases.resize(2);
    return run;
}

TEST(Console, TellsEachCaseOnALineOfItsOwn) {
    Paper paper;
    Console console(paper.stream(), Console::Detail::all);
    console.planned(two_planned());
    console.finished(passed_case(), 1, 2);
    console.finished(plain_case(Verdict::skip), 2, 2);
    console.print("the end\n");
    EXPECT_EQ(paper.text(),
              "2 cases planned\n"
              "pass         tcp/server/half-close/echo-before-fin[size=64KiB]  12.3 ms\n"
              "skip         tcp/server/half-close/echo-before-fin[size=64KiB]  this is why\n"
              "the end\n");
}

TEST(Console, TellsFindingsInFull) {
    for (const Verdict verdict :
         {Verdict::fail, Verdict::warn, Verdict::inconclusive, Verdict::error}) {
        Paper paper;
        Console console(paper.stream(), Console::Detail::all);
        verdict::CaseResult result = failed_case();
        result.verdict = verdict;
        console.finished(result, 1, 1);
        EXPECT_EQ(paper.text(), tell_finding(result, Colour::off));
    }
}

TEST(Console, TellsFindingsOnlyWhenQuiet) {
    Paper paper;
    Console console(paper.stream(), Console::Detail::findings_only);
    console.planned(two_planned());
    console.finished(passed_case(), 1, 2);
    console.finished(failed_case(), 2, 2);
    EXPECT_EQ(paper.text(), tell_finding(failed_case(), Colour::off));
}

TEST(Console, TellsAKnownDeviationInALine) {
    verdict::CaseResult known = failed_case();
    known.gates = false;
    known.known = "the proxy closes early";
    Paper paper;
    Console console(paper.stream(), Console::Detail::all);
    console.finished(known, 1, 1);
    EXPECT_EQ(paper.text(), tell_line(known, Colour::off));
    Paper quiet;
    Console(quiet.stream(), Console::Detail::findings_only).finished(known, 1, 1);
    EXPECT_EQ(quiet.text(), "");
}

// A runner of GitHub would obey.
TEST(Console, LetsNoTargetGiveCommandsToAWorkflow) {
    Paper plain;
    Console(plain.stream(), Console::Detail::all).print("a\n  ::error::x\n##[group]\n");
    EXPECT_EQ(plain.text(), "a\n  ::error::x\n##[group]\n");
    ::setenv("GITHUB_ACTIONS", "true", 1);
    Paper paper;
    Console(paper.stream(), Console::Detail::all).print("a ::b\n  ::error::x\n a ##[group]\n");
    ::unsetenv("GITHUB_ACTIONS");
    EXPECT_EQ(paper.text(), "a ::b\n  : :error::x\n a ## [group]\n");
}

TEST(Console, UsesNoColourWhereNobodySeesIt) {
    Paper paper;
    EXPECT_EQ(Console(paper.stream(), Console::Detail::all).colour(), Colour::off);
}

}  // namespace
}  // namespace echospec::cli
