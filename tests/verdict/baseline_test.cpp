// SPDX-License-Identifier: Apache-2.0
#include "verdict/baseline.hpp"

#include <gtest/gtest.h>

#include <random>
#include <stdexcept>

#include "verdict/gating.hpp"
#include "verdict/update_baseline.hpp"

namespace echospec::verdict {
namespace {

constexpr const char* kToday = "2026-10-01";

casefile::Case case_of(const std::string& id, const std::vector<casefile::Parameters>& rows) {
    casefile::Case test;
    test.id = id;
    for (const auto& row : rows) {
        test.variants.emplace_back();
        test.variants.back().parameters = row;
    }
    return test;
}

casefile::Catalogue small_catalogue() {
    casefile::Catalogue catalogue;
    catalogue.cases = {case_of("tcp/server/close/promptly", {{}}),
                       case_of("tcp/server/half-close/drains",
                               {{{"size", "1"}, {"to", "a"}}, {{"size", "64KiB"}, {"to", "b"}}})};
    catalogue.cases[0].formerly = {"tcp/server/close/soon"};
    return catalogue;
}

base::Result<Baseline> read(const std::string& text) {
    return read_baseline({.path = "b.yaml", .content = text}, small_catalogue());
}

std::string mistakes_in(const std::string& text) {
    const auto baseline = read(text);
    return baseline ? "none" : base::render(baseline.error());
}

Baseline good(const std::string& text) {
    const auto baseline = read(text);
    if (!baseline) throw std::runtime_error(base::render(baseline.error()));
    return *baseline;
}

std::string entry(const std::string& more) {
    return "- case: tcp/server/half-close/drains\n  expect: fail\n  reason: r\n" + more;
}

CaseResult failed(const std::string& size) {
    CaseResult result;
    result.id = "tcp/server/half-close/drains";
    result.parameters = {{"size", size}, {"to", size == "1" ? "a" : "b"}};
    result.verdict = Verdict::fail;
    result.duty = "application";
    result.reason = "RST: \"early\"\nand more";
    return result;
}

TEST(Baseline, IsReadWhole) {
    const Baseline baseline = good(
        "# known\n- case: tcp/server/half-close/*\n  parameters: {size: 64KiB}\n  expect: flaky\n"
        "  reason: >\n    the proxy\n    closes early\n  link: https://example.org/7\n"
        "  expires: 2027-01-31\n- case: tcp/server\n  expect: warn\n  reason: r\n");
    ASSERT_EQ(baseline.size(), 2U);
    EXPECT_EQ(baseline[0].pattern, "tcp/server/half-close/*");
    EXPECT_EQ(baseline[0].parameters, (casefile::Parameters{{"size", "64KiB"}}));
    EXPECT_EQ(baseline[0].expect, std::nullopt);
    EXPECT_EQ(baseline[0].reason, "the proxy closes early");
    EXPECT_EQ(baseline[0].link, "https://example.org/7");
    EXPECT_EQ(baseline[0].expires, "2027-01-31");
    EXPECT_EQ(baseline[0].position, (base::Position{"b.yaml", 2, 3}));
    EXPECT_EQ(baseline[1].expect, Verdict::warn);
}

TEST(Baseline, MayBeEmpty) {
    for (const char* const text : {"", "# nothing yet\n\n", "[]\n"})
        EXPECT_TRUE(good(text).empty()) << text;
}

TEST(Baseline, SpeaksOfWhatItsFirstFittingEntryMatches) {
    const Baseline baseline = good(entry("  parameters: {size: 64KiB}\n") +
                                   "- case: tcp/server\n  expect: warn\n  reason: rest\n");
    EXPECT_EQ(find_entry(baseline, failed("64KiB")), &baseline[0]);
    EXPECT_EQ(find_entry(baseline, failed("1")), &baseline[1]);
    EXPECT_EQ(find_entry({}, failed("1")), nullptr);
}

TEST(Baseline, RefusesAPatternThatMatchesNothing) {
    EXPECT_EQ(mistakes_in("- case: tcp/server/close/promptli\n  expect: fail\n  reason: r\n"),
              "b.yaml:1:9: error: no case matches `tcp/server/close/promptli`\n"
              "  1 | - case: tcp/server/close/promptli\n"
              "    |         ^~~~~~~~~~~~~~~~~~~~~~~~~\n"
              "  hint: did you mean `tcp/server/close/promptly`?\n");
    EXPECT_NE(mistakes_in("- case: tcp/server/close/soon\n  expect: fail\n  reason: r\n")
                  .find("hint: it is called `tcp/server/close/promptly` now"),
              std::string::npos);
}

TEST(Baseline, RefusesParametersThatNoRowHas) {
    const std::pair<const char*, const char*> rows[] = {
        {"  parameters: {sise: 1}\n", "4:16: error: no such parameter: `sise`"},
        {"  parameters: {size: 2}\n", "4:22: error: the case does not run with size=2"},
        {"  parameters: {size: 1, to: b}\n", "4:15: error: the case does not run with these"},
        {"  parameters: [size]\n", "4:15: error: a map belongs here, not a list"}};
    for (const auto& [line, message] : rows)
        EXPECT_NE(mistakes_in(entry(line)).find(message), std::string::npos)
            << mistakes_in(entry(line));
}

TEST(Baseline, TellsAllMistakesAtOnce) {
    const std::string told = mistakes_in(
        "- case: tcp/server\n  expect: fial\n  becuase: x\n- expect: fail\n  reason: ''\n"
        "- case: tcp/server\n  expect: fail\n  reason: r\n  expires: 2026-02-30\n");
    for (const char* const message :
         {"2:11: error: unknown word `fial`", "1:3: error: `reason` is missing",
          "3:3: error: unknown key `becuase`", "4:3: error: `case` is missing",
          "5:11: error: this text is empty", "9:12: error: `2026-02-30` is no date",
          "6:3: error: this entry stands here twice"})
        EXPECT_NE(told.find(message), std::string::npos) << message << "\n" << told;
}

TEST(Baseline, RefusesWhatIsNoList) {
    EXPECT_NE(mistakes_in("case: x\n").find("a list of known deviations belongs here, not a map"),
              std::string::npos);
    EXPECT_NE(mistakes_in("- case: [\n").find("b.yaml:"), std::string::npos);
}

TEST(Baseline, ComesBackFromItsYaml) {
    BaselineEntry before = good(entry("  parameters: {size: 1}\n")).front();
    before.reason = "it's \"early\": # no\n\xff";
    before.link = "https://example.org/?a=1#b";
    before.expires = "2027-01-31";
    const BaselineEntry after = good(to_yaml(before)).front();
    EXPECT_EQ(after.reason, "it's \"early\": # no\n\xEF\xBF\xBD");
    EXPECT_EQ(after.link, before.link);
    EXPECT_EQ(after.parameters, before.parameters);
    EXPECT_EQ(after.expires, before.expires);
}

// Whatever stands in the file, it is either read or refused with a place.
TEST(Baseline, SurvivesAnyBytes) {
    static constexpr std::string_view kBytes = "-: []{}*&!|>'\"#%@`\n\t casexpt\xff\0";
    std::mt19937_64 random(7);
    const std::string whole = entry("  parameters: {size: 1}\n  expires: 2027-01-31\n");
    for (int i = 0; i < 3000; ++i) {
        std::string text = whole;
        for (uint64_t changes = 1 + random() % 4; changes > 0; --changes)
            text[random() % text.size()] = kBytes[random() % kBytes.size()];
        const auto baseline = read(text);
        EXPECT_TRUE(baseline || baseline.error().front().position.file == "b.yaml") << text;
    }
}

RunResult run_of(const std::vector<CaseResult>& cases) {
    RunResult run;
    run.cases = cases;
    return run;
}

TEST(UpdateBaseline, WritesWhatMakesTheNextRunSucceed) {
    const RunResult run = run_of({failed("1"), failed("64KiB")});
    const BaselineUpdate update = update_baseline("", {}, run, kToday);
    EXPECT_EQ(update.added, 2U);
    EXPECT_TRUE(update.stale.empty());
    for (CaseResult result : run.cases) {
        settle(result, {{}, good(update.text), kToday});
        EXPECT_FALSE(result.gates) << update.text;
        EXPECT_EQ(result.known, "not explained yet; seen: RST: \"early\"");
    }
}

TEST(UpdateBaseline, KeepsEveryCharacterThatIsThere) {
    const std::string indented =
        "# mine\n  - case: tcp/server/half-close/drains\n    parameters: {size: 1}\n"
        "    expect: fail\n    reason: mine # and a comment\n";
    const BaselineUpdate update =
        update_baseline(indented, good(indented), run_of({failed("1"), failed("64KiB")}), kToday);
    EXPECT_TRUE(update.text.starts_with(indented));
    EXPECT_EQ(update.added, 1U);
    EXPECT_EQ(good(update.text).size(), 2U);
}

TEST(UpdateBaseline, NamesWhatIsNotSoAnyMore) {
    CaseResult passed = failed("1");
    passed.verdict = Verdict::pass;
    const std::string text = entry("");
    const BaselineUpdate update = update_baseline(text, good(text), run_of({passed}), kToday);
    EXPECT_EQ(update.text, text);
    EXPECT_EQ(update.added, 0U);
    ASSERT_EQ(update.stale.size(), 1U);
    EXPECT_NE(update.stale[0].find("drains[size=1,to=a]: passes, though"), std::string::npos);
}

// Neither an error of the harness nor a warning that does not gate is for a person to accept.
TEST(UpdateBaseline, LeavesOutWhatIsNoDeviation) {
    std::vector<CaseResult> cases(3, failed("1"));
    cases[0].verdict = Verdict::error;
    cases[1].verdict = Verdict::warn;
    cases[2].verdict = Verdict::skip;
    EXPECT_EQ(update_baseline("", {}, run_of(cases), kToday).added, 0U);
}

}  // namespace
}  // namespace echospec::verdict
