// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "cli/options.hpp"

namespace echospec::cli {
namespace {

const std::string kNoOwnStack = " is no own stack; write " + std::string(casefile::kOwnStackForm);

using Words = std::vector<std::string>;

struct Mistake {
    Words words;  // behind the program's name
    std::string told;
    std::string command;  // whose --help is recommended
};

void PrintTo(const Mistake& mistake, std::ostream* stream) {
    for (const std::string& word : mistake.words)
        *stream << word << ' ';
}

class CommandLineMistake : public testing::TestWithParam<Mistake> {};

TEST_P(CommandLineMistake, EndsWithTwoAndSaysHowToMendIt) {
    Words words{"echospec"};
    words.insert(words.end(), GetParam().words.begin(), GetParam().words.end());
    const Parsed parsed = parse_command_line(words);
    EXPECT_FALSE(parsed.invocation);
    EXPECT_EQ(parsed.exit_code, 2);
    EXPECT_EQ(parsed.text, "echospec: " + GetParam().told +
                               "\nexit 2: the command line is wrong; see `echospec " +
                               GetParam().command + "--help`\n");
}

Mistake in_run(Words options, const std::string& told) {
    Words words{"run"};
    words.insert(words.end(), options.begin(), options.end());
    words.insert(words.end(), {"--", "/bin/cat"});
    return {words, told, "run "};
}

const Mistake kMistakes[] = {
    {{}, "A subcommand is required", ""},
    {{"lst"}, "unknown subcommand `lst`\n  hint: did you mean `list`?", ""},
    {{"explian", "x"}, "unknown subcommand `explian`\n  hint: did you mean `explain`?", ""},
    {{"run"},
     "run: no target: write `echospec run -- COMMAND`, for example `echospec run -- "
     "./my-echo-server {port}`",
     "run "},
    {{"run", "--"},
     "run: no target: write `echospec run -- COMMAND`, for example `echospec run -- "
     "./my-echo-server {port}`",
     "run "},
    {{"run", "/bin/cat"}, "The following argument was not expected: /bin/cat", "run "},
    {{"run", "--", "/no/such/thing"},
     "COMMAND: `/no/such/thing` is no program that can be run; check the path and its execute "
     "permission",
     "run "},
    {{"run", "--", "/etc"},
     "COMMAND: `/etc` is no program that can be run; check the path and its execute permission",
     "run "},
    in_run({"--seeds=7"},
           "The following argument was not expected: --seeds=7\n  hint: did you mean `--seed`?"),
    in_run({"--port", "0"}, "--port: Value 0 not in range 1 to 65535"),
    in_run({"--port", "65536"}, "--port: Value 65536 not in range 1 to 65535"),
    in_run({"--port", "echo"}, "--port: Value echo not in range 1 to 65535"),
    in_run({"--port"}, "--port: 1 required N:INT in [1 - 65535] missing"),
    in_run({"--role", "srv"}, "--role: srv not in {client,server}"),
    in_run({"--transport", "sctp"}, "--transport: sctp not in {tcp,udp}"),
    in_run({"--isolation", "chroot"}, "--isolation: chroot not in {auto,host,sandbox}"),
    in_run({"--level", "shall"}, "--level: shall not in {may,must,should}"),
    in_run({"--shard", "0/2"}, "--shard: `0/2` is no shard; write I/N with I from 1 to N"),
    in_run({"--shard", "3/2"}, "--shard: `3/2` is no shard; write I/N with I from 1 to N"),
    in_run({"--shard", "2"}, "--shard: `2` is no shard; write I/N with I from 1 to N"),
    in_run({"--shard", "1/2/3"}, "--shard: `1/2/3` is no shard; write I/N with I from 1 to N"),
    in_run({"--shard", "1x/2"}, "--shard: `1x/2` is no shard; write I/N with I from 1 to N"),
    in_run({"--jobs", "0"}, "--jobs: Value 0 not in range 1 to 256"),
    in_run({"--jobs", "many"}, "--jobs: Value many not in range 1 to 256"),
    in_run({"--seed", "-1"}, "--seed: `-1` is no number from 0 to 2^64 - 1"),
    in_run({"--seed", "18446744073709551616"},
           "--seed: `18446744073709551616` is no number from 0 to 2^64 - 1"),
    in_run({"--seed", "1e3"}, "--seed: `1e3` is no number from 0 to 2^64 - 1"),
    in_run({"--patience", "5"}, "--patience: `5` is no duration; write 500ms, 5s or 1m"),
    in_run({"--patience", "0s"}, "--patience: `0s` is no duration; write 500ms, 5s or 1m"),
    in_run({"--start-limit", "soon"},
           "--start-limit: `soon` is no duration; write 500ms, 5s or 1m"),
    in_run({"--case-limit", "-1s"}, "--case-limit: `-1s` is no duration; write 500ms, 5s or 1m"),
    in_run({"--own-stack", "eth0:192.0.2.2"}, "--own-stack: `eth0:192.0.2.2`" + kNoOwnStack),
    in_run({"--own-stack", "tap0"}, "--own-stack: `tap0`" + kNoOwnStack),
    in_run({"--own-stack", "tun0:127.0.0.1", "--port", "7"},
           "--own-stack: `tun0:127.0.0.1`" + kNoOwnStack),
    in_run({"--own-stack", "tap0:192.0.2.2"},
           "--own-stack: no table of the kernel shows its port: write {port} in COMMAND, or "
           "--port"),
    in_run({"--own-stack", "tap0:192.0.2.2", "--port", "7", "--isolation", "host"},
           "--own-stack: its device is in the sandbox alone"),
    {{"run", "--own-stack", "tap0:192.0.2.2", "--connect", "192.0.2.2:7"},
     "--connect: a server that runs already is in no sandbox",
     "run "},
    in_run({"--close-signal", "SIGUSR1"},
           "--close-signal: `SIGUSR1` is no signal; write one of TERM, INT, HUP, KILL, STOP, CONT, "
           "CHLD, URG, WINCH, PIPE, USR1, USR2"),
    in_run({"--min-verified", "0"}, "--min-verified: Value 0 not in range 1 to 1000000"),
    in_run({"--junit-dialect", "xunit"},
           "--junit-dialect: xunit not in {azure,github,gitlab,jenkins,rich,strict}"),
    in_run({"--json"}, "--json: 1 required FILE missing"),
    in_run({"--junit"}, "--junit: 1 required FILE missing"),
    in_run({"--cases"}, "--cases: 1 required DIR missing"),
    in_run({"--only"}, "--only: 1 required GLOB missing"),
    {{"list", "extra"}, "The following argument was not expected: extra", "list "},
    {{"list", "--requirement"},
     "The following argument was not expected: --requirement\n"
     "  hint: did you mean `--requirements`?",
     "list "},
    {{"explain"}, "id is required", "explain "},
    {{"lint"}, "path is required", "lint "},
    {{"grade"}, "capture is required", "grade "},
    {{"report"}, "results is required", "report "},
    {{"report", "r.json", "--junit-dialect", "x"},
     "--junit-dialect: x not in {azure,github,gitlab,jenkins,rich,strict}",
     "report "},
    {{"doctor", "who"}, "The following argument was not expected: who", "doctor "},
};

INSTANTIATE_TEST_SUITE_P(Each, CommandLineMistake, testing::ValuesIn(kMistakes));

TEST(UnknownSubcommand, IsAnsweredWithTheOnesThereAre) {
    const std::string text = parse_command_line({"echospec", "frobnicate"}).text;
    EXPECT_TRUE(
        text.starts_with("echospec: unknown subcommand `frobnicate`\n  hint: one of: run, "))
        << text;
}

TEST(CommandLineHelp, IsNoMistake) {
    for (const Words& words : {Words{"--help"}, Words{"run", "--help"}, Words{"run", "-h"},
                               Words{"list", "--help"}, Words{"--version"}}) {
        Words all{"echospec"};
        all.insert(all.end(), words.begin(), words.end());
        const Parsed parsed = parse_command_line(all);
        EXPECT_FALSE(parsed.invocation);
        EXPECT_EQ(parsed.exit_code, 0);
        EXPECT_FALSE(parsed.text.empty());
    }
}

TEST(CommandLineHelp, SaysWhatEveryExitCodeMeans) {
    const std::string text = parse_command_line({"echospec", "run", "--help"}).text;
    for (const char* const said : {"0 conforms", "1 deviates", "2 a mistake", "3 could not test",
                                   "4 only inconclusive", "128+N"})
        EXPECT_NE(text.find(said), std::string::npos) << said;
}

TEST(CommandLineHelp, NamesTheVersion) {
    EXPECT_EQ(parse_command_line({"echospec", "--version"}).text, "echospec 0.1.0\n");
}

}  // namespace
}  // namespace echospec::cli
