// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "verdict/judge.hpp"

namespace echospec::verdict {
namespace {

using State = Judgement::State;
using enum Finality;

StreamView view(std::string_view fresh, StreamEnd end) {
    return {.fresh = fresh, .end = end};
}

void expect_holds(const Judgement& judgement, const std::string& seen, uint64_t taken) {
    EXPECT_EQ(judgement.state, State::holds) << judgement.finding.observed;
    EXPECT_EQ(judgement.seen, seen);
    EXPECT_EQ(judgement.taken, taken);
}

void expect_broken(const Judgement& judgement, const std::string& observed) {
    EXPECT_EQ(judgement.state, State::broken) << judgement.seen;
    EXPECT_EQ(judgement.finding.observed, observed);
    EXPECT_EQ(judgement.taken, 0U);
}

TEST(JudgeBytes, HoldsOnceAllHaveComeAndTakesNoMore) {
    for (const Finality finality : {open, final}) {
        expect_holds(judge_bytes("hello", view("hello", StreamEnd::open), finality), "5 bytes", 5);
        expect_holds(judge_bytes("hello", view("hello world", StreamEnd::fin), finality), "5 bytes",
                     5);
    }
}

TEST(JudgeBytes, HoldsAtOnceWhereNothingIsDue) {
    expect_holds(judge_bytes("", view("", StreamEnd::open), open), "0 bytes", 0);
    expect_holds(judge_bytes("", view("x", StreamEnd::reset), final), "0 bytes", 0);
}

TEST(JudgeBytes, IsPendingWhileMoreMayCome) {
    EXPECT_EQ(judge_bytes("hello", view("", StreamEnd::open), open).state, State::pending);
    EXPECT_EQ(judge_bytes("hello", view("hell", StreamEnd::open), open).state, State::pending);
}

TEST(JudgeBytes, SaysHowMuchIsMissingAndWhyNoMoreComes) {
    const struct {
        std::string_view fresh;
        StreamEnd end;
        Finality finality;
        std::string observed;
    } rows[] = {
        {"", StreamEnd::open, final, "no byte, then nothing more; the connection is still open"},
        {"he", StreamEnd::open, final,
         "2 of 5 bytes, then nothing more; the connection is still open"},
        {"", StreamEnd::fin, open, "no byte, then FIN"},
        {"hell", StreamEnd::reset, open, "4 of 5 bytes, then RST"},
        {"he", StreamEnd::timed_out, open, "2 of 5 bytes, then a time-out of the kernel"},
    };
    for (const auto& row : rows) {
        const Judgement judgement = judge_bytes("hello", view(row.fresh, row.end), row.finality);
        expect_broken(judgement, row.observed);
        EXPECT_EQ(judgement.finding.expected, "5 bytes: \"hello\"");
        EXPECT_EQ(judgement.finding.difference.empty(), row.fresh.empty()) << row.observed;
    }
}

TEST(JudgeBytes, IsShortOnlyWhereTheRestCouldHaveCome) {
    EXPECT_TRUE(judge_bytes("hello", view("hell", StreamEnd::open), final).is_short);
    EXPECT_TRUE(judge_bytes("hello", view("", StreamEnd::open), final).is_short);
    EXPECT_FALSE(judge_bytes("hello", view("hell", StreamEnd::fin), final).is_short);
    EXPECT_FALSE(judge_bytes("hello", view("help", StreamEnd::open), final).is_short);
    EXPECT_FALSE(judge_bytes("hello", view("hello", StreamEnd::open), final).is_short);
}

TEST(JudgeBytes, NamesTheFirstOtherByte) {
    const Judgement judgement = judge_bytes("hello", view("heLLo!", StreamEnd::open), open);
    expect_broken(judgement, "other bytes from offset 2 on: \"LLo!\"");
    EXPECT_TRUE(judgement.finding.difference.starts_with("first difference at offset 2\n"));
}

TEST(JudgeBytes, NamesAnotherByteBeforeTheOnesThatAreMissing) {
    expect_broken(judge_bytes("hello", view("hX", StreamEnd::fin), open),
                  "other bytes from offset 1 on: \"X\"");
}

TEST(JudgeBytes, ShowsHostileBytesPrintably) {
    const std::string hostile("\0\x1b[31m", 6);
    const Judgement judgement = judge_bytes("abcdef", view(hostile, StreamEnd::open), final);
    expect_broken(judgement, "other bytes from offset 0 on: \"\\x00\\x1b[31m\"");
}

TEST(JudgeEnd, HoldsForTheEndThatIsWanted) {
    const struct {
        EndWanted wanted;
        StreamEnd end;
        std::string seen;
    } rows[] = {
        {EndWanted::fin, StreamEnd::fin, "FIN"},
        {EndWanted::reset, StreamEnd::reset, "RST"},
        {EndWanted::either, StreamEnd::fin, "FIN"},
        {EndWanted::either, StreamEnd::reset, "RST"},
    };
    for (const auto& row : rows) {
        for (const Finality finality : {open, final}) {
            expect_holds(judge_end(row.wanted, view("", row.end), finality), row.seen, 0);
        }
    }
}

TEST(JudgeEnd, IsBrokenAtOnceByAnotherEnd) {
    const struct {
        EndWanted wanted;
        StreamEnd end;
        std::string expected, observed;
    } rows[] = {
        {EndWanted::fin, StreamEnd::reset, "FIN (end-of-file), and no byte before it", "RST"},
        {EndWanted::reset, StreamEnd::fin, "RST, and no byte before it", "FIN"},
        {EndWanted::either, StreamEnd::timed_out, "the end of the connection (FIN or RST)",
         "a time-out of the kernel"},
        {EndWanted::fin, StreamEnd::timed_out, "FIN (end-of-file), and no byte before it",
         "a time-out of the kernel"},
    };
    for (const auto& row : rows) {
        const Judgement judgement = judge_end(row.wanted, view("", row.end), open);
        expect_broken(judgement, row.observed);
        EXPECT_EQ(judgement.finding.expected, row.expected);
    }
}

TEST(JudgeEnd, IsBrokenAtOnceByBytesBeforeIt) {
    for (const StreamEnd end : {StreamEnd::open, StreamEnd::fin, StreamEnd::reset}) {
        for (const EndWanted wanted : {EndWanted::fin, EndWanted::reset, EndWanted::either}) {
            expect_broken(judge_end(wanted, view("bye", end), open),
                          "bytes that nobody asked for: 3 bytes: \"bye\"");
        }
    }
}

TEST(JudgeEnd, IsPendingUntilNothingMoreCanCome) {
    for (const EndWanted wanted : {EndWanted::fin, EndWanted::reset, EndWanted::either}) {
        EXPECT_EQ(judge_end(wanted, view("", StreamEnd::open), open).state, State::pending);
        expect_broken(judge_end(wanted, view("", StreamEnd::open), final),
                      "the connection stays open");
    }
}

TEST(JudgeSilence, HoldsOnlyOnceNothingMoreCanCome) {
    EXPECT_EQ(judge_silence(view("", StreamEnd::open), open).state, State::pending);
    expect_holds(judge_silence(view("", StreamEnd::open), final), "nothing came", 0);
}

TEST(JudgeSilence, IsBrokenAtOnceByAnything) {
    for (const Finality finality : {open, final}) {
        expect_broken(judge_silence(view("\n", StreamEnd::open), finality), "1 byte: \"\\n\"");
        expect_broken(judge_silence(view("", StreamEnd::fin), finality), "FIN");
        expect_broken(judge_silence(view("", StreamEnd::reset), finality), "RST");
        expect_broken(judge_silence(view("x", StreamEnd::reset), finality), "1 byte: \"x\"");
    }
}

TEST(StreamEnds, AreNamedAsTheRfcDoes) {
    EXPECT_EQ(to_string(StreamEnd::open), "open");
    EXPECT_EQ(to_string(StreamEnd::fin), "FIN");
    EXPECT_EQ(to_string(StreamEnd::reset), "RST");
    EXPECT_EQ(to_string(StreamEnd::timed_out), "a time-out of the kernel");
}

TEST(JudgeNoByte, LetsTheConnectionEndOrNot) {
    EXPECT_EQ(judge_no_byte(view("", StreamEnd::open), open).state, State::pending);
    expect_holds(judge_no_byte(view("", StreamEnd::open), final), "nothing came", 0);
    expect_holds(judge_no_byte(view("", StreamEnd::fin), open), "FIN", 0);
    expect_holds(judge_no_byte(view("", StreamEnd::reset), open), "RST", 0);
    expect_broken(judge_no_byte(view("x", StreamEnd::fin), open), "1 byte: \"x\"");
}

}  // namespace
}  // namespace echospec::verdict
