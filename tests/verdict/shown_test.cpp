// SPDX-License-Identifier: Apache-2.0
#include "verdict/shown.hpp"

#include <gtest/gtest.h>

#include <string>

#include "verdict/unescape.hpp"

namespace echospec::verdict {
namespace {

using State = Judgement::State;
using enum Finality;
using namespace std::string_literals;

Judgement judged(std::string_view bytes, std::string_view output) {
    return judge_shown({bytes, std::nullopt, std::nullopt}, output, final);
}

TEST(Shows, BytesAsTheyAreWhateverStandsAroundThem) {
    EXPECT_TRUE(shows("hello", "hello"));
    EXPECT_TRUE(shows("Received: hello\n", "hello"));
    EXPECT_TRUE(shows("\0\xff\n"s, "\0\xff"s));
    EXPECT_FALSE(shows("Received: hell", "hello"));
    EXPECT_FALSE(shows("", "hello"));
}

TEST(Shows, BytesInTheFormsOfLanguages) {
    EXPECT_TRUE(shows("Received b'a\\x00\\n\\xff\\'\\\\'\n", "a\0\n\xff'\\"s));  // Python, bytes
    EXPECT_TRUE(shows("b\"it's\\n\"", "it's\n"));
    EXPECT_TRUE(shows("'na\\xefve\\n'", "na\xefve\n"));
    EXPECT_TRUE(shows("\"gr\\u00fc\\u00dfe\\t\"", "grüße\t"));  // JSON, Go
    EXPECT_TRUE(shows("\"\\u{1f642}\\0\"", "🙂\0"s));         // Rust
}

TEST(Shows, PiecesOfWhichEachEndsALine) {
    EXPECT_TRUE(shows("h\ne\nl\nl\no\n", "hello"));
    EXPECT_TRUE(shows("got b'hel'\ngot b'lo'\n", "hello"));
    EXPECT_TRUE(shows("Received: hel\nReceived: lo\n", "hello"));
    EXPECT_TRUE(shows("one\ntwo\n", "one\r\ntwo"));
    EXPECT_FALSE(shows("Received: hel\nReceived: l\n", "hello"));
    EXPECT_FALSE(shows("Received: lo\nReceived: hel\n", "hello"));
}

TEST(Shows, PiecesOfAnySizeBehindTheSameWord) {
    std::string message, output;
    while (message.size() < 200'000)
        message += "0123456789abcdefghijklmnopqrstuvwxyz.";
    for (size_t at = 0; at < message.size(); at += 1024)
        output += "Received: " + message.substr(at, 1024) + "\n";
    EXPECT_TRUE(shows(output, message));
    output.erase(output.size() / 2, 1);
    EXPECT_FALSE(shows(output, message));
    EXPECT_TRUE(shows("fetch\nh\nel\nlo\n", "hello"));
    EXPECT_TRUE(shows("> a\n> ab\n> ab\n", "aabab"));
}

TEST(LongestShown, IsTheLengthOfThePrefix) {
    EXPECT_EQ(longest_shown("Received: hel", "hello"), 3U);
    EXPECT_EQ(longest_shown("b'hello'", "hello"), 5U);
    EXPECT_EQ(longest_shown("nothing", "xyz"), 0U);
}

TEST(IsText, AllowsWhatTerminalsTake) {
    EXPECT_TRUE(is_text(""));
    EXPECT_TRUE(is_text("\x1b[32mgrüße, 世界 🙂\x1b[0m\t\r\n\a"));
    EXPECT_FALSE(is_text("\0"s));
    EXPECT_FALSE(is_text("\x01"));
    EXPECT_FALSE(is_text("\xff"));
    EXPECT_FALSE(is_text("\xc3"));
    EXPECT_FALSE(is_text("\x7f"));
}

TEST(JudgeShown, WaitsUntilAllIsThere) {
    const ShownWanted wanted{"hello", std::nullopt, std::nullopt};
    EXPECT_EQ(judge_shown(wanted, "hel", open).state, State::pending);
    EXPECT_EQ(judge_shown(wanted, "hello", open).state, State::holds);
    EXPECT_EQ(judge_shown(wanted, "hel", final).state, State::broken);
}

TEST(JudgeShown, SaysWhatWasPrintedInstead) {
    EXPECT_EQ(judged("hello", "").finding.observed, "nothing on stdout");
    EXPECT_EQ(judged("hello", "hel\n").finding.observed, "on stdout 4 bytes: \"hel\\n\"");
}

TEST(JudgeShown, WantsTextAroundTheBytes) {
    EXPECT_EQ(judged("a\0b"s, "Received: a\0b\n"s).state, State::holds);
    EXPECT_EQ(judged("a\0b"s, "Sending a\0b\nReceived a\0b\n"s).state, State::holds);
    const Judgement stale = judged("hello", "hello\0\0\x01"s);
    EXPECT_EQ(stale.state, State::broken);
    EXPECT_EQ(stale.finding.observed,
              "bytes beside it that are no text: 3 bytes: \"\\x00\\x00\\x01\"");
}

TEST(JudgeShown, TakesAPrefixWithinItsBounds) {
    const ShownWanted wanted{"hello!", 3, 5};
    EXPECT_EQ(judge_shown(wanted, "hello!", open).state, State::pending);
    EXPECT_EQ(judge_shown(wanted, "got hel", final).state, State::holds);
    EXPECT_EQ(judge_shown(wanted, "got he", final).state, State::broken);
    EXPECT_EQ(judge_shown(wanted, "hello!", final).finding.observed, "6 of them");
    const ShownWanted any{"hello!", std::nullopt, 6};
    EXPECT_EQ(judge_shown(any, "", final).state, State::broken);
}

TEST(JudgeOnlyText, BreaksAtTheFirstByteThatIsNone) {
    EXPECT_EQ(judge_only_text("", open).state, State::pending);
    EXPECT_EQ(judge_only_text("", final).state, State::holds);
    EXPECT_EQ(judge_only_text("closed\n", final).state, State::holds);
    EXPECT_EQ(judge_only_text("\0"s, open).state, State::broken);
}

TEST(JudgeNotEmpty, HoldsOnceAnythingIsThere) {
    EXPECT_EQ(judge_not_empty("", open).state, State::pending);
    EXPECT_EQ(judge_not_empty("refused", open).state, State::holds);
    EXPECT_EQ(judge_not_empty("", final).finding.observed, "nothing on stderr");
}

TEST(Unescape, LeavesWhatIsNoEscape) {
    EXPECT_EQ(unescape("C:\\data \\"), "C:\\data \\");
    EXPECT_EQ(unescape("\\x4"), "\\x4");
    EXPECT_EQ(unescape("\\xzz\\u12\\u{}\\u{110000}"), "\\xzz\\u12\\u{}\\u{110000}");
    EXPECT_EQ(unescape("\\x41\\u00e9\\U0001f642\\0"), "Aé🙂\0"s);
}

TEST(InsideLiterals, JoinsWhatStandsInThem) {
    EXPECT_EQ(inside_literals("got b'he'\ngot b\"l'l\"\nb'o"), "hel'l");
    EXPECT_EQ(inside_literals("b'a\\'b' b''"), "a'b");
    EXPECT_EQ(inside_literals("no bytes"), "");
}

bool holds_as(casefile::Display display, std::string_view output) {
    const ShownWanted wanted{"hello", std::nullopt, std::nullopt, std::move(display)};
    return judge_shown(wanted, output, final).state == Judgement::State::holds;
}

TEST(JudgeShown, TakesOnlyTheDeclaredForm) {
    using Form = casefile::Display::Form;
    EXPECT_TRUE(holds_as({Form::raw, ""}, "Received: hello\n"));
    EXPECT_FALSE(holds_as({Form::raw, ""}, "hel\nlo\n"));
    EXPECT_TRUE(holds_as({Form::quoted, ""}, "got b'hello'\n"));
    EXPECT_FALSE(holds_as({Form::quoted, ""}, "Received: hello\n"));
    EXPECT_TRUE(holds_as({Form::lines, ""}, "hel\nlo\n"));
    EXPECT_TRUE(holds_as({Form::pattern, "< (.*)"}, "> sent: nothing\n< hel\n< lo\n"));
    EXPECT_FALSE(holds_as({Form::pattern, "< (.*)"}, "> sent: hello\n"));
}

TEST(MatchesOf, JoinsTheFirstGroups) {
    EXPECT_EQ(matches_of("a(.)", "ab ac\nad"), "bcd");
    EXPECT_EQ(matches_of("[0-9]+", "1 and 23"), "123");
    EXPECT_EQ(matches_of("^", "abc"), "");
    EXPECT_EQ(matches_of("x*", "axxb"), "xx");
    EXPECT_EQ(matches_of("(", "abc"), "");
}

}  // namespace
}  // namespace echospec::verdict
