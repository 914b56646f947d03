// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <signal.h>

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
    const std::string lines = folder / "r.jsonl";
    Program program({"run", "--jobs", "1", "--jsonl", lines, "--", kReference});
    ASSERT_TRUE(program.has_printed("\npass "));
    program.signal(SIGKILL);
    EXPECT_EQ(program.finish().code, -SIGKILL);
    const Outcome report = echospec({"report", lines, "--json", "-", "--tap", folder / "r.tap"});
    EXPECT_EQ(report.code, 3);
    EXPECT_TRUE(contains(report.err, "exit 3: could not test: the results have no footer"))
        << report.err;
    const verdict::RunResult run = results_of(report);
    EXPECT_EQ(run.cases.front().verdict, verdict::Verdict::pass);
    EXPECT_EQ(run.cases.back().verdict, verdict::Verdict::not_run);
    EXPECT_EQ(run.cases.back().reason, "the run broke off before it");
    EXPECT_TRUE(contains(base::read_file(folder / "r.tap").value_or(""), "\nBail out! "));
}

}  // namespace
}  // namespace echospec::tests
