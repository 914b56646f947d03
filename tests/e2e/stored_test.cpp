// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "base/files.hpp"
#include "tests/e2e/program.hpp"
#include "verdict/codec.hpp"

// Reports of results that an earlier run has left, and judgements of captures.

namespace echospec::tests {
namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

verdict::RunResult small_run(int exit_code, verdict::Verdict verdict) {
    verdict::RunResult run;
    run.version = "0.1.0";
    run.started = "2026-01-01T00:00:00Z";
    run.hostname = "here";
    run.target.command = {"./server"};
    run.target.role = "server";
    run.target.transports = {"tcp"};
    run.target.profile = "echo";
    run.environment.isolation = "sandbox";
    run.cases.emplace_back();
    run.cases[0].id = "tcp/server/exchange/echoes-one-byte";
    run.cases[0].title = "One byte comes back";
    run.cases[0].group = "exchange";
    run.cases[0].level = "must";
    run.cases[0].duty = "application";
    run.cases[0].verdict = verdict;
    run.cases[0].reason = "a reason";
    run.exit_code = exit_code;
    run.exit_reason = "as stored";
    return run;
}

TEST(Report, EndsAsTheStoredRunDid) {
    const std::pair<int, verdict::Verdict> rows[] = {{0, verdict::Verdict::pass},
                                                     {1, verdict::Verdict::fail},
                                                     {3, verdict::Verdict::error},
                                                     {4, verdict::Verdict::inconclusive},
                                                     {130, verdict::Verdict::not_run}};
    const Folder folder;
    for (const auto& [code, verdict] : rows) {
        base::write_file(folder / "r.json", verdict::encode(small_run(code, verdict)));
        const Outcome outcome = echospec({"report", folder / "r.json"});
        EXPECT_EQ(outcome.code, code) << outcome.err;
        EXPECT_EQ(outcome.last_line(), "exit " + std::to_string(code) + ": as stored");
    }
}

TEST(Report, WritesEveryFormat) {
    const Folder folder;
    base::write_file(folder / "r.json", verdict::encode(small_run(1, verdict::Verdict::fail)));
    const Outcome outcome =
        echospec({"report",        folder / "r.json",  "--junit",      "-",
                  "--html",        folder / "p.html",  "--markdown",   folder / "s.md",
                  "--jsonl",       folder / "r.jsonl", "--tap",        folder / "r.tap",
                  "--annotations", folder / "a.txt",   "--compliance", folder / "c.yaml",
                  "--badge",       folder / "b.svg",   "--shields",    folder / "b.json"});
    EXPECT_EQ(outcome.code, 1) << outcome.err;
    pugi::xml_document document;
    EXPECT_TRUE(document.load_string(outcome.out.c_str())) << outcome.out;
    EXPECT_TRUE(contains(base::read_file(folder / "p.html").value_or(""), "<!"));
    EXPECT_TRUE(contains(base::read_file(folder / "s.md").value_or(""), "echoes-one-byte"));
    const std::pair<const char*, const char*> begins[] = {
        {"r.jsonl", "{\"run\":{"}, {"r.tap", "TAP version 14\n1..1\n"},
        {"a.txt", "::warning "},   {"c.yaml", "echospec: \"0.1.0\"\n"},
        {"b.svg", "<svg "},        {"b.json", "{\"schemaVersion\":1,"}};
    for (const auto& [name, start] : begins)
        EXPECT_TRUE(base::read_file(folder / name).value_or("").starts_with(start)) << name;
}

TEST(Report, WritesTheStatementOfConformanceAsMarkdownToo) {
    const Folder folder;
    base::write_file(folder / "r.json", verdict::encode(small_run(1, verdict::Verdict::fail)));
    echospec({"report", folder / "r.json", "--compliance", folder / "c.md"});
    EXPECT_TRUE(base::read_file(folder / "c.md").value_or("").starts_with("# Statement of"));
}

TEST(Report, MakesOnePageOfSeveralTargets) {
    const Folder folder;
    base::write_file(folder / "a.json", verdict::encode(small_run(0, verdict::Verdict::pass)));
    base::write_file(folder / "b.json", verdict::encode(small_run(1, verdict::Verdict::fail)));
    const Outcome outcome =
        echospec({"report", folder / "a.json", folder / "b.json", "--html", folder / "page.html"});
    EXPECT_EQ(outcome.code, 1) << outcome.err;
    EXPECT_EQ(outcome.last_line(), "exit 1: the worst of 2 targets");
    const std::string page = base::read_file(folder / "page.html").value_or("");
    EXPECT_TRUE(contains(page, "<table class=\"matrix\">"));
    EXPECT_TRUE(contains(page, "1 of 2 conform"));
    const Outcome other =
        echospec({"report", folder / "a.json", folder / "b.json", "--junit", folder / "x.xml"});
    EXPECT_EQ(other.code, 2);
    EXPECT_TRUE(contains(other.err, "only --html takes")) << other.err;
}

TEST(Report, RefusesAFileThatIsNotWhole) {
    const Folder folder;
    const std::string whole = verdict::encode(small_run(0, verdict::Verdict::pass));
    base::write_file(folder / "cut.json", whole.substr(0, whole.size() - 20));
    std::string edited = whole;
    edited.replace(edited.find("a reason"), 8, "A reason");
    base::write_file(folder / "edited.json", edited);
    for (const std::string& path :
         {folder / "cut.json", folder / "edited.json", folder / "missing.json"}) {
        const Outcome outcome = echospec({"report", path});
        EXPECT_EQ(outcome.code, 2) << path;
        EXPECT_TRUE(contains(outcome.err, path)) << outcome.err;
        EXPECT_EQ(outcome.out, "");
    }
}

Outcome grade(const std::string& capture) {
    return echospec(
        {"grade", std::string(ECHOSPEC_SOURCE_DIR) + "/tests/wire/captures/" + capture});
}

TEST(Grade, EndsAsTheCaptureDeserves) {
    const std::pair<const char*, int> rows[] = {
        {"half_close.pcap", 0}, {"half_close.pcapng", 0}, {"illegal.pcap", 1}, {"README.md", 2}};
    for (const auto& [capture, code] : rows) {
        const Outcome outcome = grade(capture);
        EXPECT_EQ(outcome.code, code) << capture << outcome.out << outcome.err;
        EXPECT_TRUE(outcome.last_line().starts_with("exit " + std::to_string(code) + ": "))
            << outcome.last_line();
    }
}

}  // namespace
}  // namespace echospec::tests
