// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "verdict/codec.hpp"
#include "verdict/compare.hpp"
#include "verdict/gating.hpp"
#include "verdict/json_lines.hpp"
#include "verdict/merge.hpp"

// Several results files together: shards made one, runs compared; and the file of a run that is
// not over.

namespace echospec::verdict {
namespace {

CaseResult result_of(uint64_t number, Verdict verdict) {
    CaseResult result;
    result.id = "tcp/c" + std::to_string(number);
    result.number = number;
    result.duty = "application";
    result.verdict = verdict;
    result.reason = verdict == Verdict::pass ? "" : "a reason";
    settle(result, {});
    return result;
}

RunResult run_of(std::vector<CaseResult> cases) {
    RunResult run;
    run.version = "0.1.0";
    run.started = "2026-10-01T12:00:00Z";
    run.hostname = "here";
    run.target.command = {"./server"};
    run.environment.isolation = "sandbox";
    run.cases = std::move(cases);
    run.plan = {.cases = run.cases.size(), .digest = "sha256:ab", .shard = 1, .shards = 1};
    run.milliseconds = 10;
    run.exit_reason = "conforms";
    return run;
}

RunResult whole() {
    return run_of({result_of(1, Verdict::pass), result_of(2, Verdict::fail),
                   result_of(3, Verdict::pass), result_of(4, Verdict::warn)});
}

std::vector<Part> shards_of(const RunResult& run, uint64_t total) {
    std::vector<Part> parts;
    for (uint64_t shard = 1; shard <= total; ++shard) {
        parts.push_back({"s" + std::to_string(shard), run});
        RunResult& part = parts.back().run;
        part.plan.shard = shard;
        part.plan.shards = total;
        std::erase_if(part.cases, [&](const CaseResult& result) {
            return result.number % total != shard % total;
        });
    }
    return parts;
}

std::string why_refused(const std::vector<Part>& parts) {
    const auto merged = merge(parts);
    return merged ? "merged" : base::render(merged.error());
}

TEST(Merge, MakesOneRunOfItsShards) {
    std::vector<Part> parts = shards_of(whole(), 3);
    std::swap(parts[0], parts[2]);
    const auto merged = merge(parts);
    ASSERT_TRUE(merged) << base::render(merged.error());
    ASSERT_EQ(merged->cases.size(), 4U);
    for (size_t i = 0; i < 4; ++i)
        EXPECT_EQ(encode(merged->cases[i]), encode(whole().cases[i]));
    EXPECT_EQ(merged->exit_code, 1);
    EXPECT_EQ(merged->exit_reason, "deviates: 1 case did not hold");
    EXPECT_EQ(merged->plan.shards, 1U);
    EXPECT_EQ(merged->milliseconds, 30);
}

TEST(Merge, TakesASingleWholeRun) {
    EXPECT_EQ(why_refused({{"w", whole()}}), "merged");
}

TEST(Merge, RefusesHoles) {
    std::vector<Part> parts = shards_of(whole(), 3);
    parts.erase(parts.begin() + 1);
    EXPECT_EQ(why_refused(parts),
              "merge: error: 1 of 4 planned cases are in none of the files\n"
              "  hint: shard 2/3 is missing\n");
}

TEST(Merge, RefusesOverlaps) {
    std::vector<Part> parts = shards_of(whole(), 2);
    parts.push_back({"again", parts[1].run});
    EXPECT_EQ(why_refused(parts),
              "again: error: tcp/c2 is in s2 already\n"
              "  hint: this is shard 2/2, that is shard 2/2: give each shard once\n");
    parts.back().file = "s2";
    EXPECT_EQ(why_refused(parts), "s2: error: this file is given twice\n");
}

TEST(Merge, RefusesShardsOfDifferentRuns) {
    const std::pair<const char*, void (*)(RunResult&)> rows[] = {
        {"seed", [](RunResult& run) { run.seed = 7; }},
        {"version of echospec", [](RunResult& run) { run.version = "0.1.9"; }},
        {"target", [](RunResult& run) { run.target.command = {"./other"}; }},
        {"program file", [](RunResult& run) { run.target.digest = "sha256:00"; }},
        {"profile", [](RunResult& run) { run.target.profile = "discard"; }},
        {"gate", [](RunResult& run) { run.gate.strict = true; }},
        {"plan", [](RunResult& run) { run.plan.digest = "sha256:cd"; }}};
    for (const auto& [name, change] : rows) {
        std::vector<Part> parts = shards_of(whole(), 2);
        change(parts[1].run);
        EXPECT_TRUE(why_refused(parts).starts_with("s2: error: another " + std::string(name)))
            << why_refused(parts);
    }
}

TEST(Merge, EndsAsTheWorstShardDid) {
    std::vector<Part> parts = shards_of(whole(), 2);
    parts[1].run.exit_code = 3;
    parts[1].run.exit_reason = "could not test: it never listened";
    EXPECT_EQ(merge(parts)->exit_reason, "could not test: it never listened");
    parts[0].run.exit_code = 130;
    parts[0].run.interrupted = true;
    EXPECT_EQ(merge(parts)->exit_code, 130);
    EXPECT_TRUE(merge(parts)->interrupted);
}

// Fewer than --min-verified in one shard may be enough in all.
TEST(Merge, CountsWhatIsVerifiedInAllShards) {
    RunResult run = whole();
    run.cases[1].verdict = Verdict::pass;
    run.cases[1].gates = false;
    run.gate.min_verified = 3;
    std::vector<Part> parts = shards_of(run, 2);
    for (Part& part : parts) {
        part.run.exit_code = 3;
        part.run.exit_reason = "only 2 cases verified, 3 asked for";
    }
    EXPECT_EQ(merge(parts)->exit_code, 0);
}

Comparison compared(Verdict before, Verdict after) {
    return compare(run_of({result_of(1, before)}), run_of({result_of(1, after)}));
}

TEST(Compare, GatesOnRegressionsAlone) {
    EXPECT_EQ(compared(Verdict::pass, Verdict::fail).exit.code, 1);
    EXPECT_EQ(compared(Verdict::pass, Verdict::warn).exit.code, 1);
    EXPECT_EQ(compared(Verdict::warn, Verdict::fail).exit.code, 1);
    EXPECT_EQ(compared(Verdict::fail, Verdict::fail).exit.code, 0);
    EXPECT_EQ(compared(Verdict::fail, Verdict::pass).exit.code, 0);
    EXPECT_EQ(compared(Verdict::pass, Verdict::fail).exit.reason, "1 regression");
}

TEST(Compare, IsNotGreenWhereNothingCanBeCompared) {
    EXPECT_EQ(compared(Verdict::pass, Verdict::skip).exit.code, 3);
    EXPECT_EQ(compare(run_of({}), run_of({})).exit.code, 3);
}

TEST(Compare, NamesWhatBecameOfEachCase) {
    RunResult before = run_of({result_of(1, Verdict::pass), result_of(2, Verdict::fail),
                               result_of(3, Verdict::pass), result_of(4, Verdict::skip),
                               result_of(5, Verdict::pass), result_of(6, Verdict::pass),
                               result_of(8, Verdict::pass)});
    before.cases[4].revision = 2;
    const RunResult after = run_of({result_of(1, Verdict::fail), result_of(2, Verdict::pass),
                                    result_of(3, Verdict::inconclusive),
                                    result_of(4, Verdict::pass), result_of(5, Verdict::fail),
                                    result_of(7, Verdict::fail), result_of(8, Verdict::pass)});
    const Comparison comparison = compare(before, after);
    std::string told;
    for (const Difference& each : comparison.differences)
        told += each.name + " " + std::string(to_string(each.change)) + "\n";
    EXPECT_EQ(told,
              "tcp/c1 worse\ntcp/c2 better\ntcp/c3 undecided\ntcp/c4 decided\ntcp/c5 changed\n"
              "tcp/c7 new\ntcp/c6 gone\n");
    EXPECT_EQ(comparison.same, 1);
    EXPECT_EQ(comparison.exit.reason, "1 regression");
}

TEST(Compare, LetsPassARegressionThatIsKnown) {
    RunResult after = run_of({result_of(1, Verdict::fail)});
    after.cases[0].known = "a reason";
    const Comparison comparison = compare(run_of({result_of(1, Verdict::pass)}), after);
    EXPECT_EQ(comparison.differences.at(0).change, Change::worse);
    EXPECT_EQ(comparison.exit.code, 0);
}

TEST(Compare, NotesWhatElseIsAnother) {
    RunResult after = whole();
    after.environment.kernel = "Linux 7";
    EXPECT_EQ(compare(whole(), after).notes,
              std::vector<std::string>{"another kernel: Linux 7, was "});
}

RunResult decoded(const std::string& lines) {
    auto run = decode_lines("r.jsonl", lines);
    EXPECT_TRUE(run) << base::render(run.error());
    return run ? *run : RunResult{};
}

TEST(JsonLines, HoldTheSameAsTheResultsFile) {
    RunResult run = whole();
    run.cases[3].verdict = Verdict::not_run;
    run.exit_code = 1;
    EXPECT_EQ(encode(decoded(encode_lines(run))), encode(run));
    EXPECT_TRUE(is_json_lines(encode_lines(run)));
    EXPECT_FALSE(is_json_lines(encode(run)));
}

// At whatever byte the file ends, it is no whole one, and says so.
TEST(JsonLines, SayWhereTheRunBrokeOff) {
    const std::string lines = encode_lines(whole());
    const size_t first_line = lines.find('\n') + 1;
    for (size_t size = first_line; size + 1 < lines.size(); size += 97) {
        const RunResult run = decoded(lines.substr(0, size));
        EXPECT_EQ(run.exit_code, 3);
        EXPECT_TRUE(run.interrupted);
        EXPECT_NE(run.exit_reason.find("no footer"), std::string::npos);
    }
    const RunResult half = decoded(lines.substr(0, lines.rfind("{\"case\"")));
    EXPECT_EQ(half.cases.at(2).verdict, Verdict::pass);
    EXPECT_EQ(half.cases.at(3).verdict, Verdict::not_run);
    EXPECT_EQ(half.cases.at(3).reason, "the run broke off before it");
}

std::string why_refused(const std::string& lines) {
    const auto run = decode_lines("r.jsonl", lines);
    return run ? "read" : base::render(run.error());
}

TEST(JsonLines, RefuseWhatIsNotAsWritten) {
    const std::string lines = encode_lines(whole());
    std::string changed = lines;
    changed.replace(changed.rfind("a reason"), 8, "A reason");
    EXPECT_NE(why_refused(changed).find("the footer does not match"), std::string::npos);
    const std::string head = lines.substr(0, lines.find('\n') + 1);
    EXPECT_EQ(why_refused(head + "{\"case\":3}\n"),
              "r.jsonl:2:1: error: `case` must be an object\n");
    EXPECT_EQ(why_refused(head + "{\"other\":3}\n"),
              "r.jsonl:2:1: error: a line must have the key `run`, `planned` or `case`\n");
    EXPECT_EQ(why_refused(head + "nonsense\n"),
              "r.jsonl:2:1: error: this is not JSON, at byte 2\n");
    EXPECT_EQ(why_refused(""), "r.jsonl: error: the file is empty\n");
    EXPECT_NE(why_refused("{\"planned\":{}}\n").find("the first line must be"), std::string::npos);
    EXPECT_EQ(why_refused(head + case_line(result_of(9, Verdict::pass))),
              "r.jsonl:2:1: error: a result of a case that was not planned\n");
}

}  // namespace
}  // namespace echospec::verdict
