// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <signal.h>
#include <cmath>

#include "base/files.hpp"
#include "tests/e2e/program.hpp"
#include "tests/support/forked.hpp"
#include "verdict/codec.hpp"

// Results that travel: shards merged, runs compared, a run that broke off.

namespace echospec::tests {
namespace {

using Words = std::vector<std::string>;

const std::string kReference = fixture("reference-tcp-echo");
constexpr int kShards = 8;

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

// What a report says of each case, without times and ports.
Words told(const verdict::RunResult& run) {
    Words lines;
    for (const verdict::CaseResult& one : run.cases)
        lines.push_back(std::to_string(one.number) + " " + full_name(one) + " " +
                        std::string(to_string(one.verdict)) + (one.gates ? " gates " : " ") +
                        one.reason);
    return lines;
}

class Shards : public NeedsSandbox {
  protected:
    Words run_shards(const std::string& program) {
        Words files;
        for (int shard = 1; shard <= kShards; ++shard) {
            files.push_back(folder_ / (std::to_string(shard) + ".json"));
            const std::string part = std::to_string(shard) + "/" + std::to_string(kShards);
            echospec({"run", "-q", "--shard", part, "--json", files.back(), "--", program});
        }
        return files;
    }
    Outcome merge(const Words& files, const Words& options) const {
        Words words{"merge"};
        words.insert(words.end(), files.begin(), files.end());
        words.insert(words.end(), options.begin(), options.end());
        return echospec(words);
    }

    Folder folder_;
};

TEST_F(Shards, MergedGiveTheSameReportAsOneRun) {
    const std::string program = fixture("linger_zero_close");
    const verdict::RunResult whole =
        results_of(echospec({"run", "-q", "--json", "-", "--", program}));
    const Outcome merged = merge(run_shards(program), {"--json", "-"});
    const verdict::RunResult run = results_of(merged);
    EXPECT_EQ(told(run), told(whole));
    EXPECT_EQ(merged.code, 1);
    EXPECT_EQ(run.exit_reason, whole.exit_reason);
}

// The name of each format's file, and the options that write them all into a folder.
const std::vector<std::pair<std::string, std::string>> kFormats{
    {"--json", "r.json"},          {"--jsonl", "r.jsonl"},     {"--junit", "r.xml"},
    {"--html", "r.html"},          {"--markdown", "r.md"},     {"--tap", "r.tap"},
    {"--annotations", "r.txt"},    {"--compliance", "r.yaml"}, {"--badge", "r.svg"},
    {"--shields", "shields.json"},
};

Words into(const Folder& folder) {
    Words words;
    for (const auto& [option, name] : kFormats)
        words.insert(words.end(), {option, folder / name});
    return words;
}

// The shards of a run that was made as a whole, so that they share its times and ports: cases are
// dealt out in turn.
Words deal_out(const verdict::RunResult& whole, const Folder& folder) {
    Words files;
    for (uint64_t shard = 1; shard <= kShards; ++shard) {
        verdict::RunResult part = whole;
        part.plan.shard = shard;
        part.plan.shards = kShards;
        part.milliseconds = whole.milliseconds / kShards;  // a power of two: nothing is rounded
        std::erase_if(part.cases, [&](const verdict::CaseResult& one) {
            return (one.number - 1) % kShards != shard - 1;
        });
        files.push_back(folder / (std::to_string(shard) + ".json"));
        base::write_file(files.back(), verdict::encode(part));
    }
    return files;
}

TEST_F(Shards, MergedAreTheSameBytesInEveryFormat) {
    const std::string program = fixture("linger_zero_close");
    const std::string stored = folder_ / "whole.json";
    verdict::RunResult run = results_of(echospec({"run", "-q", "--json", "-", "--", program}));
    run.milliseconds = std::floor(run.milliseconds);  // an eighth of it has three decimals
    base::write_file(stored, verdict::encode(run));
    const Folder whole;
    Words report{"report", stored};
    const Words wanted = into(whole);
    report.insert(report.end(), wanted.begin(), wanted.end());
    EXPECT_EQ(echospec(report).code, 1);
    const Folder together;
    EXPECT_EQ(merge(deal_out(run, folder_), into(together)).code, 1);
    for (const auto& [option, name] : kFormats) {
        const std::string one = base::read_file(whole / name).value_or("");
        EXPECT_FALSE(one.empty()) << option;
        EXPECT_TRUE(base::read_file(together / name).value_or("") == one) << option;
    }
}

TEST_F(Shards, AreRefusedWithAHoleOrAnOverlap) {
    Words files = run_shards(kReference);
    files.pop_back();
    const Outcome hole = merge(files, {});
    EXPECT_EQ(hole.code, 2);
    EXPECT_TRUE(contains(hole.err, "hint: shard 8/8 is missing")) << hole.err;
    files.push_back(files[0]);
    const Outcome overlap = merge(files, {});
    EXPECT_EQ(overlap.code, 2);
    EXPECT_TRUE(contains(overlap.err, "this file is given twice")) << overlap.err;
    files.back() = folder_ / "other.json";
    echospec(
        {"run", "-q", "--shard", "8/8", "--seed", "5", "--json", files.back(), "--", kReference});
    const Outcome other = merge(files, {});
    EXPECT_EQ(other.code, 2);
    EXPECT_TRUE(contains(other.err, "another seed than")) << other.err;
}

class Compare : public NeedsSandbox {};

TEST_F(Compare, GatesOnRegressionsAlone) {
    const Folder folder;
    const auto results = [&](const std::string& name) {
        const std::string file = folder / (name + ".json");
        echospec({"run", "-q", "--only", "*/four-way-close", "--json", file, "--", fixture(name)});
        return file;
    };
    const std::string good = results("reference-tcp-echo");
    const std::string bad = results("linger_zero_close");
    const Outcome worse = echospec({"compare", good, bad});
    EXPECT_EQ(worse.code, 1);
    EXPECT_TRUE(contains(worse.out, "\nworse\n  tcp/server/close/four-way-close[size=1]: pass"))
        << worse.out;
    EXPECT_EQ(worse.last_line(), "exit 1: 2 regressions");
    EXPECT_EQ(echospec({"compare", bad, good}).code, 0);
    EXPECT_EQ(echospec({"compare", bad, bad}).code, 0);
    EXPECT_EQ(echospec({"compare", bad, folder / "none"}).code, 2);
    const Outcome json = echospec({"compare", good, bad, "--json", "-"});
    EXPECT_TRUE(json.out.starts_with("{\"differences\":[{\"change\":\"worse\"")) << json.out;
}

class JsonLines : public NeedsSandbox {};

TEST_F(JsonLines, HoldTheSameAsTheResultsFile) {
    const Folder folder;
    const std::string lines = folder / "r.jsonl";
    const Outcome run = echospec({"run", "-q", "--only", "*/close/*", "--jsonl", lines, "--json",
                                  "-", "--", fixture("linger_zero_close")});
    const Outcome again = echospec({"report", lines, "--json", "-"});
    EXPECT_EQ(again.out, run.out);
    EXPECT_EQ(again.code, 1);
}

// Killed, echospec can write nothing more: what is there must tell.
TEST_F(JsonLines, TellOfARunThatBrokeOff) {
    const Folder folder;
    const std::string lines = folder / "broken.jsonl";
    Program program({"run", "--jobs", "1", "--jsonl", lines, "--", kReference});
    ASSERT_TRUE(program.has_printed("\npass "));
    program.signal(SIGKILL);
    EXPECT_EQ(program.finish().code, -SIGKILL);
    Words words{"report", lines};
    const Words wanted = into(folder);
    words.insert(words.end(), wanted.begin(), wanted.end());
    const Outcome report = echospec(words);
    EXPECT_EQ(report.code, 3);
    EXPECT_TRUE(contains(report.out, "exit 3: could not test: the results have no footer"))
        << report.out;
    const auto read = [&](const std::string& name) {
        return base::read_file(folder / name).value_or("");
    };
    const verdict::RunResult run = verdict::decode_run("r.json", read("r.json")).value();
    EXPECT_TRUE(run.interrupted);
    EXPECT_EQ(run.cases.front().verdict, verdict::Verdict::pass);
    EXPECT_EQ(run.cases.back().verdict, verdict::Verdict::not_run);
    EXPECT_EQ(run.cases.back().reason, "the run broke off before it");
    const std::pair<const char*, const char*> says[] = {
        {"r.xml", "<error type=\"error\" message=\"could not test: the results have no footer"},
        {"r.html", "was interrupted"},
        {"r.md", "the target was interrupted"},
        {"r.tap", "\nBail out! interrupted: could not test"},
        {"r.txt", "::error title=echospec::"},
        {"r.yaml", "conclusion: {is: \"was interrupted\""},
        {"r.svg", "was interrupted"},
        {"shields.json", "was interrupted"},
        {"r.jsonl", "\"interrupted\":true"}};
    for (const auto& [name, text] : says)
        EXPECT_TRUE(contains(read(name), text)) << name;
}

}  // namespace
}  // namespace echospec::tests
