// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <pugixml.hpp>

#include "base/files.hpp"
#include "tests/e2e/program.hpp"
#include "tests/support/forked.hpp"

// What a run writes, and that it says the same however it is run.

namespace echospec::tests {
namespace {

using Words = std::vector<std::string>;

const std::string kReference = fixture("reference-tcp-echo");

Words run(Words options, const std::string& program) {
    options.insert(options.begin(), "run");
    options.insert(options.end(), {"--", program});
    return options;
}

std::map<std::string, std::string> verdicts(const verdict::RunResult& run) {
    std::map<std::string, std::string> all;
    for (const verdict::CaseResult& one : run.cases)
        all[full_name(one)] = std::string(to_string(one.verdict)) + " " + one.reason;
    return all;
}

std::map<std::string, std::string> verdicts(const Words& options, const std::string& program) {
    Words with_json = options;
    with_json.insert(with_json.end(), {"--json", "-"});
    return verdicts(results_of(echospec(run(with_json, program))));
}

class Outputs : public NeedsSandbox {};

TEST_F(Outputs, PutTheResultsAloneOnStdout) {
    const Outcome outcome = echospec(run({"--json", "-"}, kReference));
    const verdict::RunResult results = results_of(outcome);
    EXPECT_EQ(results.exit_code, 0);
    EXPECT_EQ(results.target.command, Words{kReference});
    EXPECT_EQ(results.target.profile, "echo");
    EXPECT_TRUE(results.target.digest.starts_with("sha256:"));
    EXPECT_EQ(results.environment.isolation, "sandbox");
    EXPECT_NE(outcome.err.find("\nexit 0: conforms: "), std::string::npos) << outcome.err;
}

TEST_F(Outputs, TellWhatACaseHasChangedInItsNetwork) {
    const std::vector<std::string> options{"--json", "-", "--only", "tcp/server/stack/gives-up"};
    const verdict::RunResult results = results_of(echospec(run(options, kReference)));
    ASSERT_EQ(results.cases.size(), 1U);
    const std::string& observed = results.cases[0].steps.at(0).observed;
    EXPECT_TRUE(observed.ends_with("; net.ipv4.tcp_retries2 = 0")) << observed;
    EXPECT_EQ(results.environment.settings.at("near.rto_min"), "20 ms");
}

TEST_F(Outputs, NameEachCaseOnce) {
    const verdict::RunResult results = results_of(echospec(run({"--json", "-"}, kReference)));
    EXPECT_EQ(verdicts(results).size(), results.cases.size());
}

TEST_F(Outputs, PutJUnitOnStdout) {
    const Outcome outcome = echospec(run({"--junit", "-"}, fixture("uppercase")));
    EXPECT_EQ(outcome.code, 1);
    pugi::xml_document document;
    const auto parsed = document.load_string(outcome.out.c_str());
    ASSERT_TRUE(parsed) << parsed.description() << outcome.out;
    EXPECT_EQ(document.child("testsuites").attribute("failures").as_int(), 1);
    EXPECT_EQ(document.select_nodes("//failure").size(), 1U);
}

TEST_F(Outputs, GoToFilesBesideTheText) {
    const Folder folder;
    const Outcome outcome = echospec(run({"--json", folder / "r.json", "--junit", folder / "r.xml",
                                          "--only", "tcp/server/exchange/echoes-one-byte"},
                                         kReference));
    EXPECT_EQ(outcome.last_line(), "exit 0: conforms: 1 case verified");
    EXPECT_TRUE(base::read_file(folder / "r.json").value_or("").starts_with("{\"echospec\""));
    EXPECT_TRUE(base::read_file(folder / "r.xml").value_or("").starts_with("<?xml"));
}

TEST_F(Outputs, AreOnePageForSeveralTargets) {
    const Folder folder;
    base::write_file(folder / "t.yaml", "targets:\n  - {name: good, command: [" + kReference +
                                            "]}\n  - {name: bad, command: [" +
                                            fixture("uppercase") + "]}\n");
    const Outcome outcome =
        echospec({"run", "-q", "--only", "*/exchange/echoes-*", "--target", folder / "t.yaml",
                  "--html", folder / "r.html", "--junit", folder / "r.xml"});
    EXPECT_EQ(outcome.code, 1) << outcome.err;
    const std::string page = base::read_file(folder / "r.html").value_or("");
    EXPECT_NE(page.find("1 of 2 conform"), std::string::npos);
    EXPECT_TRUE(std::filesystem::exists(folder / "r.good.xml"));
    EXPECT_FALSE(std::filesystem::exists(folder / "r.good.html"));
}

TEST_F(Outputs, SayOnStderrWhereAFileCannotBeWritten) {
    const Outcome outcome =
        echospec(run({"--json", "/nowhere/r.json", "--only", "tcp/server/exchange/echoes-one-byte"},
                     kReference));
    EXPECT_EQ(outcome.code, 3);
    EXPECT_NE(outcome.err.find("/nowhere/r.json"), std::string::npos) << outcome.err;
}

TEST_F(Outputs, AreShortWhenQuiet) {
    const Outcome outcome = echospec(run({"--quiet"}, kReference));
    EXPECT_EQ(outcome.code, 0);
    EXPECT_EQ(outcome.out.find("\npass "), std::string::npos);
}

TEST_F(Outputs, DoNotDependOnTheNumberOfJobs) {
    for (const char* const program : {"reference-tcp-echo", "strips_cr"}) {
        const auto one = verdicts({"--jobs", "1"}, fixture(program));
        const auto eight = verdicts({"--jobs", "8"}, fixture(program));
        EXPECT_EQ(one, eight);
        EXPECT_GT(one.size(), 50U);
    }
}

TEST_F(Outputs, HoldEachCaseInOneShard) {
    const auto whole = verdicts({}, kReference);
    std::map<std::string, std::string> together;
    for (const char* const shard : {"1/3", "2/3", "3/3"}) {
        const auto part = verdicts({"--shard", shard}, kReference);
        EXPECT_LT(part.size(), whole.size());
        for (const auto& [name, verdict] : part)
            EXPECT_TRUE(together.emplace(name, verdict).second) << name;
    }
    EXPECT_EQ(together, whole);
}

TEST_F(Outputs, AreRepeatedByTheCommandTheyGive) {
    const Outcome outcome = echospec(run({"--json", "-", "--seed", "42"}, fixture("seven_bit")));
    const verdict::RunResult results = results_of(outcome);
    const auto failed =
        std::find_if(results.cases.begin(), results.cases.end(),
                     [](const auto& one) { return one.verdict == verdict::Verdict::fail; });
    ASSERT_NE(failed, results.cases.end());
    EXPECT_EQ(failed->repeat_command,
              "echospec run --only " + failed->id + " --seed 42 -- " + fixture("seven_bit"));
    const Outcome again =
        echospec(run({"--only", failed->id, "--seed", "42", "--json", "-"}, fixture("seven_bit")));
    EXPECT_EQ(again.code, 1);
    const auto verdict_again = verdicts(results_of(again));
    EXPECT_TRUE(verdict_again.at(full_name(*failed)).starts_with("fail "));
}

size_t count_captures(const std::string& folder) {
    size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        count += entry.path().extension() == ".pcap" ? 1U : 0U;
    return count;
}

TEST_F(Outputs, KeepTheCaptureOfEachFinding) {
    const Folder folder;
    const std::string kept = folder / "kept";
    const Outcome outcome = echospec(run(
        {"--only", "*/close/*", "--artifacts", kept, "--json", "-"}, fixture("linger_zero_close")));
    size_t findings = 0;
    for (const verdict::CaseResult& one : results_of(outcome).cases) {
        EXPECT_EQ(one.artifacts.size(), one.verdict == verdict::Verdict::fail ? 1U : 0U);
        for (const std::string& path : one.artifacts) {
            ++findings;
            const Outcome graded = echospec({"grade", path});
            EXPECT_EQ(graded.code, 0) << graded.err;
            EXPECT_NE(graded.out.find("aborted"), std::string::npos) << graded.out;
        }
    }
    EXPECT_GT(findings, 1U);
    EXPECT_EQ(count_captures(kept), findings);
}

TEST_F(Outputs, KeepTheCaptureOfEveryCaseOnRequest) {
    const Folder folder;
    const Words options{"--only",      "*/establish/*",  "--artifacts",
                        folder.path(), "--artifacts-of", "all"};
    EXPECT_EQ(echospec(run(options, kReference)).code, 0);
    EXPECT_EQ(count_captures(folder.path()),
              verdicts({"--only", "*/establish/*"}, kReference).size());
}

TEST_F(Outputs, SayAtOnceThatAFolderCannotBeWritten) {
    const Outcome outcome = echospec(run({"--artifacts", "/proc/kept"}, kReference));
    EXPECT_EQ(outcome.code, 2);
    EXPECT_NE(outcome.err.find("--artifacts"), std::string::npos) << outcome.err;
}

TEST_F(Outputs, ShowTheSegmentsOfAFinding) {
    const Words options{"--only", "*/four-way-close", "--junit", "-"};
    const Outcome outcome = echospec(run(options, fixture("linger_zero_close")));
    EXPECT_NE(outcome.out.find("RST,ACK"), std::string::npos) << outcome.out;
    EXPECT_NE(outcome.out.find("* 5. half-close client"), std::string::npos) << outcome.out;
    EXPECT_NE(outcome.err.find("<-- SYN,ACK  seq 0 ack 1"), std::string::npos) << outcome.err;
}

class Host : public NeedsSandbox {};

TEST_F(Host, ConformsWithoutASandboxToo) {
    const Outcome outcome =
        Program({"run", "--isolation", "host", "--json", "-", "--", kReference, "{port}"}).finish();
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    const verdict::RunResult results = results_of(outcome);
    EXPECT_EQ(results.environment.isolation, "host");
    EXPECT_NE(results.environment.lost, "");
    for (const verdict::CaseResult& one : results.cases) {
        EXPECT_TRUE(one.segments.empty()) << full_name(one);
        if (one.verdict == verdict::Verdict::pass) continue;
        EXPECT_EQ(one.verdict, verdict::Verdict::skip) << full_name(one) << ": " << one.reason;
        EXPECT_NE(one.reason.find("the sandbox"), std::string::npos) << one.reason;
    }
}

class OrdinaryUser : public NeedsRoot {};

// Copies, since a user may not be let into the build folder.
TEST_F(OrdinaryUser, NeedsNoRightsForTheWholeSuite) {
    const Folder folder;
    for (const std::string& program : {std::string(ECHOSPEC_BINARY), kReference}) {
        const auto content = base::read_file(program);
        ASSERT_TRUE(content);
        const std::string copy = folder / program.substr(program.rfind('/') + 1);
        base::write_file(copy, *content);
        std::filesystem::permissions(copy, std::filesystem::perms(0755));
    }
    const Outcome outcome =
        Program(folder / "echospec", run({"--json", "-"}, folder / "reference-tcp-echo"), 65534)
            .finish();
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(results_of(outcome).environment.isolation, "sandbox");
}

}  // namespace
}  // namespace echospec::tests
