// SPDX-License-Identifier: Apache-2.0
#include "cli/options.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

namespace echospec::cli {
namespace {

using casefile::Level;
using casefile::Role;
using casefile::Transport;
using reports::junit::Dialect;
using Words = std::vector<std::string>;
using namespace std::chrono_literals;

template <class Options>
Options parsed(const Words& words) {
    Words all{"echospec"};
    all.insert(all.end(), words.begin(), words.end());
    const Parsed result = parse_command_line(all);
    if (!result.invocation) throw std::runtime_error(result.text);
    return std::get<Options>(*result.invocation);
}

// The options of a run of /bin/cat.
RunOptions run_with(const Words& options) {
    Words words{"run"};
    words.insert(words.end(), options.begin(), options.end());
    words.insert(words.end(), {"--", "/bin/cat"});
    return parsed<RunOptions>(words);
}

TEST(RunCommandLine, HasTheDefaultsOfTheManual) {
    const RunOptions options = run_with({});
    EXPECT_EQ(options.settings.command, Words{"/bin/cat"});
    EXPECT_EQ(options.settings.program, "/bin/cat");
    EXPECT_EQ(options.settings.profile, "echo");
    EXPECT_FALSE(options.settings.role);
    EXPECT_FALSE(options.settings.transport);
    EXPECT_FALSE(options.settings.port);
    EXPECT_FALSE(options.settings.level);
    EXPECT_TRUE(options.settings.only.empty());
    EXPECT_TRUE(options.settings.skip.empty());
    EXPECT_EQ(options.settings.shard.total, 1U);
    EXPECT_GE(options.settings.jobs, 2U);
    EXPECT_EQ(options.settings.seed, 1U);
    EXPECT_EQ(options.settings.patience, 5s);
    EXPECT_EQ(options.isolation, IsolationChoice::automatic);
    EXPECT_EQ(options.gate.min_verified, 1);
    EXPECT_FALSE(options.gate.strict || options.gate.strict_stack || options.quiet);
    EXPECT_TRUE(options.outputs.json.empty() && options.outputs.junit.empty());
    EXPECT_EQ(options.outputs.dialect, Dialect::rich);
}

TEST(RunCommandLine, SaysWhatTheTargetIs) {
    EXPECT_EQ(run_with({"--role", "server"}).settings.role, Role::server);
    EXPECT_EQ(run_with({"--role=client"}).settings.role, Role::client);
    EXPECT_EQ(run_with({"--transport", "tcp"}).settings.transport, Transport::tcp);
    EXPECT_EQ(run_with({"--transport", "udp"}).settings.transport, Transport::udp);
    EXPECT_EQ(run_with({"--profile", "one-shot"}).settings.profile, "one-shot");
    EXPECT_EQ(run_with({"--port", "1"}).settings.port, 1);
    EXPECT_EQ(run_with({"--port", "65535"}).settings.port, 65535);
    EXPECT_EQ(run_with({"--isolation", "auto"}).isolation, IsolationChoice::automatic);
    EXPECT_EQ(run_with({"--isolation", "sandbox"}).isolation, IsolationChoice::sandbox);
    EXPECT_EQ(run_with({"--isolation", "host"}).isolation, IsolationChoice::host);
}

// Its TCP is the target's own: what it does wrong gates, and its timers are not the kernel's.
TEST(RunCommandLine, TakesAnOwnStack) {
    const RunOptions options =
        parsed<RunOptions>({"run", "--own-stack", "tap0:192.0.2.2", "--", "/bin/cat", "{device}",
                            "{host}", "{port}", "{gateway}"});
    ASSERT_TRUE(options.settings.own_stack);
    EXPECT_EQ(casefile::to_string(*options.settings.own_stack), "tap0:192.0.2.2");
    EXPECT_EQ(options.settings.command,
              (Words{"/bin/cat", "tap0", "192.0.2.2", std::to_string(*options.settings.port),
                     "192.0.2.1"}));
    EXPECT_EQ(options.isolation, IsolationChoice::sandbox);
    EXPECT_TRUE(options.gate.strict_stack);
    EXPECT_EQ(options.settings.role, Role::server);
    EXPECT_EQ(options.settings.transport, Transport::tcp);
    EXPECT_EQ(options.settings.claims, (std::map<std::string, std::string>{{"timers", "own"}}));
}

TEST(RunCommandLine, GivesAnOwnStackAllItsAddresses) {
    const RunOptions options =
        parsed<RunOptions>({"run", "--own-stack", "tun0:2001:db8::2,192.0.2.2", "--", "/bin/cat",
                            "{addresses}", "{host}", "{gateway}", "--port={port}"});
    EXPECT_EQ(options.settings.command,
              (Words{"/bin/cat", "2001:db8::2,192.0.2.2", "2001:db8::2", "2001:db8::1",
                     "--port=" + std::to_string(*options.settings.port)}));
}

TEST(RunCommandLine, LetsAnOwnStackBeAClientOrSpeakUdp) {
    const RunOptions client = parsed<RunOptions>(
        {"run", "--own-stack", "tun0:192.0.2.2", "--role", "client", "--", "/bin/cat", "{host}"});
    EXPECT_EQ(client.settings.role, Role::client);
    EXPECT_EQ(client.settings.command, (Words{"/bin/cat", "192.0.2.1"}));  // where it connects to
    const RunOptions udp =
        run_with({"--own-stack", "tun0:192.0.2.2", "--transport", "udp", "--port", "7"});
    EXPECT_EQ(udp.settings.transport, Transport::udp);
    EXPECT_EQ(udp.settings.port, 7);
}

TEST(RunCommandLine, TakesTheSignalThatClosesConnections) {
    EXPECT_EQ(run_with({"--close-signal", "HUP"}).settings.close_signal.value().number, SIGHUP);
    EXPECT_FALSE(run_with({}).settings.close_signal);
}

TEST(RunCommandLine, SelectsCases) {
    const RunOptions options =
        run_with({"--only", "a*", "--skip", "b", "--only", "c/d", "--skip", "e"});
    EXPECT_EQ(options.settings.only, (Words{"a*", "c/d"}));
    EXPECT_EQ(options.settings.skip, (Words{"b", "e"}));
    EXPECT_EQ(run_with({"--level", "must"}).settings.level, Level::must);
    EXPECT_EQ(run_with({"--level", "should"}).settings.level, Level::should);
    EXPECT_EQ(run_with({"--level", "may"}).settings.level, Level::may);
    const engine::Shard shard = run_with({"--shard", "2/3"}).settings.shard;
    EXPECT_EQ(shard.index, 2U);
    EXPECT_EQ(shard.total, 3U);
}

TEST(RunCommandLine, SaysHowItRuns) {
    EXPECT_EQ(run_with({"--jobs", "1"}).settings.jobs, 1U);
    EXPECT_EQ(run_with({"--jobs", "256"}).settings.jobs, 256U);
    EXPECT_EQ(run_with({"--seed", "0"}).settings.seed, 0U);
    EXPECT_EQ(run_with({"--seed", "18446744073709551615"}).settings.seed, UINT64_MAX);
    EXPECT_EQ(run_with({"--patience", "250ms"}).settings.patience, 250ms);
    EXPECT_EQ(run_with({"--start-limit", "1m"}).settings.start_limit, 60s);
    EXPECT_EQ(run_with({"--case-limit", "90s"}).settings.case_limit, 90s);
}

TEST(RunCommandLine, SaysWhatIsWrittenAndWhatGates) {
    const RunOptions options = run_with({"--json", "-", "--junit", "out.xml", "--junit-dialect",
                                         "gitlab", "--strict", "--strict-stack", "--min-verified",
                                         "20", "--cases", "one", "--cases", "two", "--quiet"});
    EXPECT_EQ(options.outputs.json, "-");
    EXPECT_EQ(options.outputs.junit, "out.xml");
    EXPECT_EQ(options.outputs.dialect, Dialect::gitlab);
    EXPECT_TRUE(options.gate.strict);
    EXPECT_TRUE(options.gate.strict_stack);
    EXPECT_EQ(options.gate.min_verified, 20);
    EXPECT_EQ(options.folders, (Words{"one", "two"}));
    EXPECT_TRUE(options.quiet);
    EXPECT_TRUE(run_with({"-q"}).quiet);
}

TEST(RunCommandLine, WritesPagesAndSummariesToo) {
    const RunOptions options = run_with({"--html", "page.html", "--markdown", "-"});
    EXPECT_EQ(options.outputs.html, "page.html");
    EXPECT_EQ(options.outputs.markdown, "-");
}

TEST(RunCommandLine, KnowsEveryDialect) {
    const std::pair<const char*, Dialect> dialects[] = {
        {"rich", Dialect::rich},     {"strict", Dialect::strict}, {"jenkins", Dialect::jenkins},
        {"gitlab", Dialect::gitlab}, {"github", Dialect::github}, {"azure", Dialect::azure}};
    for (const auto& [word, dialect] : dialects)
        EXPECT_EQ(run_with({"--junit-dialect", word}).outputs.dialect, dialect);
}

TEST(RunCommandLine, LeavesEverythingBehindTheDividerToTheCommand) {
    const RunOptions options =
        parsed<RunOptions>({"run", "--", "/bin/cat", "--port", "7", "--", "-q", "--help"});
    EXPECT_EQ(options.settings.command, (Words{"/bin/cat", "--port", "7", "--", "-q", "--help"}));
    EXPECT_FALSE(options.settings.port);
    EXPECT_FALSE(options.quiet);
}

Words command_of(const Words& words) {
    return parsed<RunOptions>(words).settings.command;
}

TEST(RunCommandLine, PutsTheAddressIntoTheCommand) {
    EXPECT_EQ(command_of({"run", "--port", "9000", "--", "/bin/cat", "{host}:{port}", "{port}"}),
              (Words{"/bin/cat", "127.0.0.1:9000", "9000"}));
    EXPECT_EQ(command_of({"run", "--port", "9000", "--", "/bin/cat", "{port}{port}", "{Port}"}),
              (Words{"/bin/cat", "90009000", "{Port}"}));
}

TEST(RunCommandLine, PicksAPortWhereTheCommandAsksForOne) {
    const RunOptions in_sandbox = parsed<RunOptions>({"run", "--", "/bin/cat", "-p{port}"});
    ASSERT_TRUE(in_sandbox.settings.port);
    EXPECT_EQ(in_sandbox.settings.command[1], "-p" + std::to_string(*in_sandbox.settings.port));
    const RunOptions on_host =
        parsed<RunOptions>({"run", "--isolation", "host", "--", "/bin/cat", "{port}"});
    ASSERT_TRUE(on_host.settings.port);
    EXPECT_EQ(on_host.settings.command[1], std::to_string(*on_host.settings.port));
    EXPECT_FALSE(parsed<RunOptions>({"run", "--", "/bin/cat", "{host}"}).settings.port);
}

TEST(RunCommandLine, FindsTheProgramAsAShellDoes) {
    const RunOptions options = parsed<RunOptions>({"run", "--", "cat"});
    EXPECT_EQ(options.settings.command, Words{"cat"});
    EXPECT_TRUE(options.settings.program.ends_with("/cat")) << options.settings.program;
}

TEST(OtherCommandLines, AreRead) {
    EXPECT_FALSE(parsed<ListOptions>({"list"}).requirements);
    EXPECT_TRUE(parsed<ListOptions>({"list", "--requirements"}).requirements);
    EXPECT_EQ(parsed<ListOptions>({"list", "--export", "there"}).export_folder, "there");
    EXPECT_EQ(parsed<ListOptions>({"list", "--cases", "mine"}).folders, Words{"mine"});
    EXPECT_EQ(parsed<ExplainOptions>({"explain", "a", "b"}).ids, (Words{"a", "b"}));
    EXPECT_EQ(parsed<LintOptions>({"lint", "x.yaml", "cases"}).paths, (Words{"x.yaml", "cases"}));
    parsed<DoctorOptions>({"doctor"});
    const GradeOptions plain = parsed<GradeOptions>({"grade", "x.pcap"});
    EXPECT_EQ(plain.path, "x.pcap");
    EXPECT_TRUE(plain.json.empty() && !plain.all_ladders && !plain.complete);
    const GradeOptions full =
        parsed<GradeOptions>({"grade", "-", "--json", "j", "--ladders", "--complete"});
    EXPECT_EQ(full.path, "-");
    EXPECT_EQ(full.json, "j");
    EXPECT_TRUE(full.all_ladders && full.complete);
    const ReportOptions report = parsed<ReportOptions>(
        {"report", "r.json", "--junit", "-", "--junit-dialect", "strict", "--html", "p"});
    EXPECT_EQ(report.results, std::vector<std::string>{"r.json"});
    EXPECT_EQ(report.outputs.junit, "-");
    EXPECT_EQ(report.outputs.dialect, Dialect::strict);
    EXPECT_EQ(report.outputs.html, "p");
}

TEST(Shards, AreTakenFromTheEnvironmentOfATestRunner) {
    const std::pair<const char*, const char*> names[] = {
        {"TEST_TOTAL_SHARDS", "TEST_SHARD_INDEX"}, {"GTEST_TOTAL_SHARDS", "GTEST_SHARD_INDEX"}};
    for (const auto& [total, index] : names) {
        ::setenv(total, "4", 1);
        ::setenv(index, "1", 1);
        const engine::Shard shard = run_with({}).settings.shard;
        EXPECT_EQ(shard.index, 2U);
        EXPECT_EQ(shard.total, 4U);
        EXPECT_EQ(run_with({"--shard", "1/2"}).settings.shard.total, 2U);
        ::setenv(index, "4", 1);
        const Parsed refused = parse_command_line({"echospec", "run", "--", "/bin/cat"});
        EXPECT_EQ(refused.exit_code, 2);
        EXPECT_NE(refused.text.find("`5/4` is no shard"), std::string::npos) << refused.text;
        ::unsetenv(total);
        ::unsetenv(index);
    }
}

// Never by themselves: GitLab sets its pair where no shard is meant.
TEST(Shards, AreTakenFromACiSystemWhereThatIsAskedFor) {
    struct Row {
        const char* total;
        const char* index;
        const char* second;  // how the second copy is numbered
    };
    for (const auto& [total, index, second] :
         {Row{"CI_NODE_TOTAL", "CI_NODE_INDEX", "2"},
          Row{"CIRCLE_NODE_TOTAL", "CIRCLE_NODE_INDEX", "1"},
          Row{"BUILDKITE_PARALLEL_JOB_COUNT", "BUILDKITE_PARALLEL_JOB", "1"}}) {
        ::setenv(total, "4", 1);
        ::setenv(index, second, 1);
        EXPECT_EQ(run_with({}).settings.shard.total, 1U) << total;
        const engine::Shard shard = run_with({"--shard", "auto"}).settings.shard;
        EXPECT_EQ(shard.index, 2U) << total;
        EXPECT_EQ(shard.total, 4U) << total;
        ::unsetenv(total);
        ::unsetenv(index);
    }
    EXPECT_EQ(run_with({"--shard", "auto"}).settings.shard.total, 1U);
}

TEST(Options, OfGatingAreTaken) {
    const RunOptions options =
        run_with({"--baseline", "b", "--write-baseline", "w", "--repeat", "3", "--fail-fast"});
    EXPECT_EQ(options.gate.baseline, "b");
    EXPECT_EQ(options.write_baseline, "w");
    EXPECT_EQ(options.settings.repeat, 3U);
    EXPECT_TRUE(options.settings.fail_fast);
    EXPECT_EQ(run_with({}).settings.repeat, 1U);
}

TEST(Options, OfMergeAndCompareAreTaken) {
    const MergeOptions merge =
        parsed<MergeOptions>({"merge", "a.json", "b.json", "--json", "-", "--tap", "t"});
    EXPECT_EQ(merge.results, (std::vector<std::string>{"a.json", "b.json"}));
    EXPECT_EQ(merge.outputs.tap, "t");
    const CompareOptions compare =
        parsed<CompareOptions>({"compare", "a.json", "b.json", "--markdown", "m"});
    EXPECT_EQ(compare.before, "a.json");
    EXPECT_EQ(compare.after, "b.json");
    EXPECT_EQ(compare.markdown, "m");
}

}  // namespace
}  // namespace echospec::cli
