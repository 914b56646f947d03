// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/files.hpp"
#include "tests/e2e/program.hpp"
#include "tests/support/forked.hpp"

// Servers and clients are told from each other by what they do, and a profile that does not fit
// from one that does.

namespace echospec::tests {
namespace {

using Words = std::vector<std::string>;

const std::string kSources = std::string(ECHOSPEC_SOURCE_DIR) + "/fixtures/conforming/";
const Words kFirstCases{
    "--only", "tcp/*/exchange/echoes-one-byte",   "--only", "tcp/*/exchange/sends-its-message",
    "--only", "tcp/*/one-shot/answers-hi",        "--only", "tcp/*/one-shot/says-hello",
    "--only", "udp/*/exchange/echoes-a-datagram", "--only", "udp/*/exchange/sends-its-message",
    "--only", "udp/*/one-shot/answers-hello",     "--only", "udp/*/one-shot/says-hi"};

Outcome run(const Words& options, const Words& command) {
    Words words{"run"};
    words.insert(words.end(), options.begin(), options.end());
    words.insert(words.end(), kFirstCases.begin(), kFirstCases.end());
    words.push_back("--");
    words.insert(words.end(), command.begin(), command.end());
    return echospec(words);
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

verdict::RunResult results(Words options, const Words& command) {
    options.insert(options.end(), {"--json", "-"});
    return results_of(run(options, command));
}

class Roles : public NeedsSandbox {};

TEST_F(Roles, AreFoundByWhatTheTargetDoes) {
    const auto client = results({}, {fixture("reference-tcp-echo-client")});
    EXPECT_EQ(client.target.role, "client");
    EXPECT_EQ(client.target.endpoint, "127.0.0.1:7");
    EXPECT_EQ(client.exit_code, 0);
    const auto server = results({}, {fixture("reference-tcp-echo")});
    EXPECT_EQ(server.target.role, "server");
    EXPECT_EQ(server.exit_code, 0);
}

TEST_F(Roles, NeedNoOptionForAnAddressInTheProgramsText) {
    for (const std::string name : {"one_shot_server.py", "one_shot_client.py"}) {
        const auto found = results({"--profile", "one-shot"}, {"python3", kSources + name});
        EXPECT_EQ(found.target.endpoint, "127.0.0.1:8898") << name;
        EXPECT_EQ(found.exit_code, 0) << name << found.exit_reason;
        EXPECT_EQ(found.cases.size(), 1U);
    }
}

TEST_F(Roles, OverUdpAreFoundByDatagrams) {
    for (const std::string name : {"one_shot_udp_server.py", "one_shot_udp_client.py"}) {
        const auto found = results({"--profile", "one-shot"}, {"python3", kSources + name});
        EXPECT_EQ(found.target.endpoint, "127.0.0.1:8080 (UDP)") << name;
        EXPECT_EQ(found.exit_code, 0) << name << found.exit_reason;
        EXPECT_EQ(found.cases.size(), 1U);
    }
    const auto client = results({}, {fixture("reference-udp-echo-client")});
    EXPECT_EQ(client.target.role, "client");
    EXPECT_EQ(client.target.transports, (Words{"udp"}));
}

TEST_F(Roles, MayBeSaid) {
    EXPECT_EQ(results({"--role", "client"}, {fixture("reference-tcp-echo-client")}).exit_code, 0);
    const Outcome wrong = run({"--role", "client", "--start-limit", "300ms"}, {"sleep", "60"});
    EXPECT_EQ(wrong.code, 3);
    EXPECT_TRUE(contains(wrong.last_line(), "it does not connect")) << wrong.last_line();
    const Outcome ended = run({"--role", "client"}, {"false"});
    EXPECT_EQ(ended.code, 3);
    EXPECT_TRUE(contains(ended.last_line(), "it ended without connecting: exit status 1"));
}

TEST_F(Roles, GiveAClientItsMessageWhereTheCommandSays) {
    const Words command{"python3", kSources + "one_message.py", "{port}", "{message}"};
    const auto found = results({}, command);
    EXPECT_EQ(found.exit_code, 0) << found.exit_reason;
    EXPECT_TRUE(found.target.endpoint.starts_with("127.0.0.1:7007")) << found.target.endpoint;
    const std::string elsewhere = results({"--port", "9000"}, command).target.endpoint;
    EXPECT_TRUE(elsewhere.starts_with("127.0.0.1:9000")) << elsewhere;
}

TEST_F(Roles, ListenOnEveryAddressThatTheClientTries) {
    const Folder folder;
    base::write_file(folder / "client.py",
                     "import socket, sys\n"
                     "for host in ('::1', '127.0.0.1'):\n"
                     "    try:\n"
                     "        s = socket.create_connection((host, 7))\n"
                     "        break\n"
                     "    except OSError as error:\n"
                     "        print(error, file=sys.stderr)\n"
                     "else:\n"
                     "    sys.exit(1)\n"
                     "s.sendall(sys.stdin.buffer.read())\n"
                     "print(s.recv(1024))\n");
    const auto found = results({}, {"python3", folder / "client.py"});
    EXPECT_EQ(found.target.endpoint, "127.0.0.1:7, [::1]:7");
    EXPECT_EQ(found.exit_code, 0) << found.exit_reason;
}

TEST_F(Roles, WorkOnTheHostsNetworkOnceTheAddressIsSaid) {
    const Words host{"--isolation", "host"};
    const auto found =
        results(host, {"python3", kSources + "one_message.py", "{port}", "{message}"});
    EXPECT_EQ(found.exit_code, 0) << found.exit_reason;
    EXPECT_EQ(found.target.role, "client");
    const Outcome untold = run(host, {fixture("reference-tcp-echo-client"), "127.0.0.1", "{port}"});
    EXPECT_EQ(untold.code, 3);
    EXPECT_TRUE(contains(untold.out, "; if it is a client, say --role client\n")) << untold.out;
    const Outcome silent =
        run({"--isolation", "host", "--role", "client"}, {fixture("reference-tcp-echo-client")});
    EXPECT_EQ(silent.code, 3);
    EXPECT_TRUE(contains(silent.last_line(), "write {port} in its command, or --port"))
        << silent.last_line();
}

TEST_F(Roles, LeaveAClientItsOwnMessage) {
    const Folder folder;
    base::write_file(folder / "client.py",
                     "import socket\n"
                     "s = socket.create_connection(('127.0.0.1', 65432))\n"
                     "s.sendall(b'Hello, world')\n"
                     "print(s.recv(1024))\n");
    const Outcome outcome = run({}, {"python3", folder / "client.py"});
    EXPECT_EQ(outcome.code, 0) << outcome.out;
    EXPECT_TRUE(
        contains(outcome.out, "seen besides: it says \"Hello, world\" whatever it is given"))
        << outcome.out;
}

TEST_F(Roles, OfAClientThatDoesNotSayWhatItIsToldAreNotTested) {
    const Outcome outcome = run({}, {fixture("client_shouts")});
    EXPECT_EQ(outcome.code, 3);
    EXPECT_EQ(
        outcome.last_line(),
        "exit 3: could not test: tcp/client/exchange/sends-its-message does not hold, and all "
        "other cases presume it");
    EXPECT_TRUE(contains(outcome.out, "given the message \"Hello\", it says \"HELLO\""))
        << outcome.out;
    Words strict{"--strict"};
    EXPECT_EQ(run(strict, {fixture("client_shouts")}).code, 1);
}

TEST_F(Roles, ThatDoNotFitTheProfileAreToldWhichOneDoes) {
    const Words one_shot{"--profile", "one-shot"};
    const std::string to_one_shot = "that is what the profile one-shot describes";
    const std::string to_echo = "that is what the profile echo describes";
    const struct {
        Words options;
        std::string program;
        std::string hint;
    } rows[] = {{{}, "reference-one-shot-tcp-server", to_one_shot},
                {{}, "reference-one-shot-tcp-client", to_one_shot},
                {one_shot, "reference-tcp-echo", to_echo},
                {one_shot, "reference-tcp-echo-client", to_echo},
                {{}, "reference-one-shot-udp-server", to_one_shot},
                {{}, "reference-one-shot-udp-client", to_one_shot},
                {one_shot, "reference-udp-echo", to_echo},
                {one_shot, "reference-udp-echo-client", to_echo}};
    for (const auto& [options, program, hint] : rows) {
        const Outcome outcome = run(options, {fixture(program)});
        EXPECT_TRUE(contains(outcome.out, hint)) << program << outcome.out;
    }
}

}  // namespace
}  // namespace echospec::tests
