// SPDX-License-Identifier: Apache-2.0
#include "cli/tell.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "tests/cli/results.hpp"

namespace echospec::cli {
namespace {

using tests::failed_case;
using tests::passed_case;
using tests::plain_case;
using verdict::CaseResult;
using verdict::Verdict;

constexpr const char* kName = "tcp/server/half-close/echo-before-fin[size=64KiB]";

TEST(TellLine, NamesTheVerdictAndTheTime) {
    EXPECT_EQ(tell_line(passed_case(), Colour::off),
              std::string("pass         ") + kName + "  12.3 ms\n");
}

TEST(TellLine, GivesTheReasonsFirstLineForEachVerdict) {
    const std::pair<Verdict, std::string> rows[] = {
        {Verdict::pass, "pass         "},         {Verdict::fail, "fail         "},
        {Verdict::warn, "warn         "},         {Verdict::skip, "skip         "},
        {Verdict::inconclusive, "inconclusive "}, {Verdict::error, "error        "},
        {Verdict::not_run, "not-run      "},
    };
    for (const auto& [verdict, begin] : rows) {
        const bool ran = verdict != Verdict::skip && verdict != Verdict::not_run;
        EXPECT_EQ(tell_line(plain_case(verdict), Colour::off),
                  begin + kName + (ran ? "  12.3 ms" : "") + "  this is why\n");
    }
}

TEST(TellLine, ColoursTheVerdictAlone) {
    EXPECT_EQ(tell_line(passed_case(), Colour::on),
              std::string("\x1b[32mpass        \x1b[0m ") + kName + "  12.3 ms\n");
    EXPECT_TRUE(tell_line(failed_case(), Colour::on).starts_with("\x1b[1;31mfail        \x1b[0m "));
}

TEST(TellFinding, HasEverythingThatMendsTheProgram) {
    EXPECT_EQ(tell_finding(failed_case(), Colour::off), R"(
fail tcp/server/half-close/echo-before-fin[size=64KiB]
  rule      What arrived before the client's FIN is echoed before the server's FIN
  level     must (application's duty): TCP-HALF-1, TCP-HALF-2
  source    RFC 9293 §3.6: a host is permitted to send until it closes
  expected  5 bytes: "hello"
  observed  2 of 5 bytes, then FIN
            first difference at offset 2
            expected  000000: 68 65 6c 6c 6f                                    |hello|
            observed  000000: 68 65                                             |he|
  steps        1  send "hello" on client  [at 1.0 ms]
            >  2  receive the whole echo on client: 2 of 5 bytes, then FIN  [at 2.0 ms, after 40 us]
                  cases/tcp/server/half-close/echo-before-fin.yaml:12:5
               3  receive FIN on client  (not reached)
  usually   - the server closes when poll() reports POLLRDHUP
            - it reads but once more
  target    still running
  stderr    listening
            closing
  repeat    echospec run --only tcp/server/half-close/echo-before-fin -- ./server
)");
}

TEST(TellFinding, GivesTheReasonWhereNothingWasExpected) {
    EXPECT_EQ(tell_finding(plain_case(Verdict::error), Colour::off), R"(
error tcp/server/half-close/echo-before-fin[size=64KiB]
  rule      What arrived before the client's FIN is echoed before the server's FIN
  level     must (application's duty): TCP-HALF-1, TCP-HALF-2
  reason    this is why
            and this is more
  repeat    echospec run --only tcp/server/half-close/echo-before-fin -- ./server
)");
}

TEST(TellFinding, ColoursVerdictAndName) {
    const std::pair<Verdict, std::string> codes[] = {{Verdict::fail, "1;31"},
                                                     {Verdict::error, "1;31"},
                                                     {Verdict::warn, "33"},
                                                     {Verdict::inconclusive, "33"}};
    for (const auto& [verdict, code] : codes) {
        const std::string text = tell_finding(plain_case(verdict), Colour::on);
        EXPECT_TRUE(text.starts_with("\n\x1b[" + code + "m" +
                                     std::string(verdict::to_string(verdict)) + "\x1b[0m \x1b[1m" +
                                     kName + "\x1b[0m\n"))
            << text;
    }
}

TEST(TellFinding, WrapsWordsAtAHundredColumns) {
    CaseResult result = plain_case(Verdict::error);
    result.reason.clear();
    for (int i = 0; i < 60; ++i)
        result.reason += "word ";
    for (const std::string& line : base::split(tell_finding(result, Colour::off), '\n'))
        EXPECT_LE(line.size(), 100U) << line;
}

// What the target wrote has been made printable before it came into the result.
TEST(TellFinding, PassesHostileTextOnAsItIs) {
    const std::string hostile("<b>&amp; ]]> \0 \x1b[31m \xff\xfe\r", 24);
    CaseResult result = plain_case(Verdict::fail);
    result.target_stderr = base::printable_lines(hostile);
    const std::string text = tell_finding(result, Colour::off);
    EXPECT_NE(text.find("  stderr    <b>&amp; ]]> \\x00 \\x1b[31m \\xff\\xfe\\r\n"),
              std::string::npos)
        << text;
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
    EXPECT_EQ(text.find('\0'), std::string::npos);
}

std::string told_stderr(const std::string& target_stderr) {
    CaseResult result = plain_case(Verdict::fail);
    result.target_stderr = target_stderr;
    const std::string text = tell_finding(result, Colour::off);
    const size_t start = text.find("  stderr    ") + 12;
    return text.substr(start, text.find("\n  repeat") - start);
}

TEST(TellFinding, ShowsTheLastLinesOfMuchOutput) {
    std::string lines;
    for (int i = 0; i < 1'000; ++i)
        lines += "line " + std::to_string(i) + "\n";
    const std::string told = told_stderr(lines);
    EXPECT_LT(told.size(), 4'000U);
    EXPECT_TRUE(told.starts_with("…\n            line 8")) << told.substr(0, 60);
    EXPECT_TRUE(told.ends_with("line 999"));
}

TEST(TellFinding, ShowsTheEndOfOneEndlessLine) {
    std::string line = "begin";
    for (int i = 0; i < 10'000; ++i)
        line += "é";
    for (const char* const end : {"", "x", "\n"}) {
        const std::string told = told_stderr(line + end);
        EXPECT_LT(told.size(), 2'000U);
        EXPECT_EQ(told.find("begin"), std::string::npos);
        EXPECT_TRUE(told.starts_with("…\n            é"));
    }
}

verdict::RunResult run_of(std::vector<CaseResult> cases) {
    verdict::RunResult run;
    run.cases = std::move(cases);
    run.milliseconds = 1'234;
    return run;
}

TEST(TellEnd, CountsByGroupAndVerdictAndEndsWithTheCode) {
    verdict::RunResult run = run_of({passed_case(), failed_case(), plain_case(Verdict::skip)});
    run.cases[2].group = "close";
    run.hints = {"it speaks first: \"hi\""};
    run.exit_code = 1;
    run.exit_reason = "deviates: 1 case did not hold";
    EXPECT_EQ(tell_end(run, Colour::off), R"(
  half-close    1 pass, 1 fail
  close         1 skip

seen besides: it speaks first: "hi"

3 cases in 1.23 s: 1 pass, 1 fail, 0 warn, 1 skip, 0 inconclusive, 0 error, 0 not-run
exit 1: deviates: 1 case did not hold
)");
}

TEST(TellEnd, IsGreenForZeroAlone) {
    verdict::RunResult run = run_of({passed_case()});
    run.exit_reason = "conforms: 1 case verified";
    EXPECT_TRUE(tell_end(run, Colour::on)
                    .ends_with("\n\x1b[32mexit 0: conforms: 1 case verified\x1b[0m\n"));
    run.exit_code = 4;
    EXPECT_TRUE(tell_end(run, Colour::on)
                    .ends_with("\n\x1b[1;31mexit 4: conforms: 1 case verified\x1b[0m\n"));
}

}  // namespace
}  // namespace echospec::cli
