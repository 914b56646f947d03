// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "base/files.hpp"
#include "tests/e2e/program.hpp"
#include "tests/support/forked.hpp"

// Programs observed and described; and a server that runs already.

namespace echospec::tests {
namespace {

class Init : public NeedsSandbox {
  protected:
    Folder folder_;
};

TEST_F(Init, DescribesAProgramSoThatItCanBeRun) {
    const std::string file = folder_ / "t.yaml";
    const Outcome outcome = echospec({"init", "-o", file, "--", fixture("reference-tcp-echo")});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    const std::string text = base::read_file(file).value_or("");
    EXPECT_NE(text.find("role: server\ntransport: tcp\n"), std::string::npos) << text;
    EXPECT_NE(text.find("profile: echo\n"), std::string::npos) << text;
    EXPECT_EQ(echospec({"run", "--only", "*/establish/*", "--target", file}).code, 0);
    EXPECT_EQ(echospec({"init", "-o", file, "--", fixture("uppercase")}).code, 2);
    EXPECT_EQ(base::read_file(file), text) << "what is there is left as it is";
}

TEST_F(Init, FindsTheProfileThatFits) {
    const Outcome server = echospec({"init", "--", fixture("reference-one-shot-tcp-server")});
    EXPECT_NE(server.out.find("profile: one-shot\n"), std::string::npos) << server.out;
    const Outcome client = echospec({"init", "--", fixture("reference-one-shot-udp-client")});
    EXPECT_NE(client.out.find("role: client\ntransport: udp\n"), std::string::npos) << client.out;
    EXPECT_NE(client.out.find("profile: one-shot\n"), std::string::npos) << client.out;
    const Outcome none = echospec({"init", "--", fixture("uppercase")});
    EXPECT_NE(none.out.find("# No profile fits"), std::string::npos) << none.out;
}

TEST_F(Init, SaysWhatCannotBeObserved) {
    const Outcome outcome = echospec({"init", "--", "true"});
    EXPECT_EQ(outcome.code, 3);
    EXPECT_NE(outcome.err.find("exit 3: could not test"), std::string::npos) << outcome.err;
}

// Each test is a process of its own, and several run side by side on the host's network.
const std::string kPort = std::to_string(20'000 + ::getpid() % 10'000);

// A server that runs already.
class Running {
  public:
    explicit Running(const std::string& program)
        : program_("/bin/sh", {"-c", "exec " + program + " " + kPort}, std::nullopt) {}
    ~Running() { program_.signal(15); }

  private:
    Program program_;
};

verdict::RunResult connect_run(const std::vector<std::string>& more) {
    std::vector<std::string> words{"run", "--only",    "*/exchange/echoes-*", "--json",
                                   "-",   "--connect", "127.0.0.1:" + kPort};
    words.insert(words.end(), more.begin(), more.end());
    verdict::RunResult result;
    const bool up = eventually([&] {
        const Outcome outcome = echospec(words);
        if (outcome.code == 3) return false;
        result = results_of(outcome);
        return true;
    });
    EXPECT_TRUE(up);
    return result;
}

TEST_F(Init, IsNotNeededForAServerThatRunsAlready) {
    const Running server(fixture("uppercase"));
    const verdict::RunResult result = connect_run({});
    EXPECT_EQ(result.exit_code, 1) << result.exit_reason;
    EXPECT_EQ(result.environment.isolation, "host");
    EXPECT_NE(result.environment.lost.find("runs already"), std::string::npos);
    EXPECT_TRUE(result.target.command.empty());
}

TEST_F(Init, LeavesOutWhatNeedsTheProcess) {
    const Running server(fixture("reference-tcp-echo"));
    const verdict::RunResult result = connect_run({"--only", "*/process/*"});
    EXPECT_EQ(result.exit_code, 0) << result.exit_reason;
    for (const verdict::CaseResult& one : result.cases) {
        if (one.group != "process" || one.verdict == verdict::Verdict::pass) continue;
        EXPECT_EQ(one.verdict, verdict::Verdict::skip) << one.id;
        EXPECT_NE(one.reason.find("--connect"), std::string::npos) << one.reason;
    }
}

TEST(Connect, SaysWhatIsWrongWithAnAddress) {
    for (const char* address : {"x", "1.2.3.4", "::1:7", "127.0.0.1:0", "127.0.0.1:http"}) {
        const Outcome outcome = echospec({"run", "--connect", address});
        EXPECT_EQ(outcome.code, 2) << address;
        EXPECT_NE(outcome.err.find("write HOST:PORT"), std::string::npos) << outcome.err;
    }
    EXPECT_EQ(echospec({"run", "--connect", "127.0.0.1:7", "--", "cat"}).code, 2);
    EXPECT_EQ(echospec({"run", "--connect", "127.0.0.1:7", "--target", "t.yaml"}).code, 2);
    EXPECT_EQ(echospec({"run", "--connect", "127.0.0.1:7", "--isolation", "sandbox"}).code, 2);
    EXPECT_EQ(echospec({"run", "--connect", "127.0.0.1:1"}).code, 3);
}

}  // namespace
}  // namespace echospec::tests
