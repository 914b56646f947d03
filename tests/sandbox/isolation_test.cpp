// SPDX-License-Identifier: Apache-2.0
#include "sandbox/isolation.hpp"

#include <gtest/gtest.h>
#include <net/if.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <memory>

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "sandbox/network.hpp"
#include "tests/support/forked.hpp"
#include "tests/support/sockets.hpp"

namespace echospec::sandbox {
namespace {

using base::Descriptor;
using tests::in_child;
using tests::in_sandbox;
using tests::User;

class Sandbox : public tests::NeedsSandbox {};
class SandboxOfAnotherUser : public tests::NeedsRoot {};

std::vector<std::string> processes_in_proc() {
    std::vector<std::string> numbers;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        const std::string name = entry.path().filename();
        if (name.find_first_not_of("0123456789") == std::string::npos) numbers.push_back(name);
    }
    return numbers;
}

void expect_a_sandbox_of(uid_t user) {
    EXPECT_EQ(::getpid(), 1);
    EXPECT_EQ(::geteuid(), user);
    EXPECT_EQ(processes_in_proc(), std::vector<std::string>{"1"});
}

void expect_a_fresh_network() {
    const std::unique_ptr<struct if_nameindex, void (*)(struct if_nameindex*)> interfaces(
        ::if_nameindex(), ::if_freenameindex);
    ASSERT_TRUE(interfaces);
    EXPECT_STREQ(interfaces.get()[0].if_name, "lo");
    for (const auto& [name, value] : network_settings()) {
        if (!name.starts_with("net.")) continue;
        std::string path = "/proc/sys/" + name;
        for (char& c : path)
            c = c == '.' ? '/' : c;
        EXPECT_EQ(base::read_file(path), value + "\n") << path;
    }
}

void expect_to_serve_on(uint16_t port) {
    for (const base::Address& address :
         {base::Address::v4_loopback(), base::Address::v6_loopback()}) {
        const Descriptor listener = tests::listen_at({address, port});
        const tests::Pair pair = tests::connect_to(listener);
        EXPECT_TRUE(tests::echoes(pair));
    }
}

TEST_F(Sandbox, IsToBeHadHere) {
    EXPECT_EQ(sandbox_obstacle(), "");
}

TEST_F(Sandbox, SaysWhatCannotBeDoneInIt) {
    EXPECT_EQ(obstacle_in_sandbox([] { expect_a_fresh_network(); }), "");
    EXPECT_EQ(obstacle_in_sandbox([] { throw base::HarnessError("do it: no"); }), "do it: no");
    EXPECT_EQ(obstacle_in_sandbox([] { ::_exit(3); }), "the trial process ended unexpectedly");
}

TEST_F(Sandbox, MakesTheCallerTheFirstProcessOfItsOwn) {
    in_sandbox(User::same, [] { expect_a_sandbox_of(::geteuid()); });
}

TEST_F(Sandbox, GivesEachCaseANetworkWhereEveryPortIsFree) {
    in_sandbox(User::same, [] {
        expect_a_fresh_network();
        expect_to_serve_on(7);
        const Descriptor left_behind = tests::listen_at({base::Address::v4_loopback(), 7});
        enter_fresh_network();
        expect_a_fresh_network();
        expect_to_serve_on(7);
    });
}

TEST_F(Sandbox, HasNoWayOutOfTheNetwork) {
    in_sandbox(User::same, [] {
        const base::Endpoint outside{{.is_v6 = false, .octets = {192, 0, 2, 1}}, 7};
        EXPECT_EQ(tests::connect_error(outside), ENETUNREACH);
    });
}

TEST_F(SandboxOfAnotherUser, NeedsNoRights) {
    in_child(User::nobody, [] { EXPECT_EQ(sandbox_obstacle(), ""); });
    in_sandbox(User::nobody, [] {
        expect_a_sandbox_of(65534);
        expect_a_fresh_network();
        expect_to_serve_on(7);
    });
}

// The keeper's end is its worker's.
TEST_F(Sandbox, PassesTheWorkersEndOn) {
    const auto status_of = [](const std::function<void()>& body) {
        const pid_t child = ::fork();
        if (child == 0) {
            enter_sandbox();
            body();
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    };
    EXPECT_EQ(status_of([] { ::_exit(42); }), 42);
    // Process 1 is deaf to its own signals (pid_namespaces(7)): abort(3) ends it otherwise.
    EXPECT_NE(status_of([] { ::abort(); }), 0);
}

// Both ends of a pipe whose writing end the processes of a sandbox hold: end-of-file is their
// death.
struct Lifeline {
    Lifeline() {
        std::array<int, 2> ends{};
        if (::pipe(ends.data()) != 0) ::abort();
        reading = Descriptor(ends[0]);
        writing = Descriptor(ends[1]);
    }
    bool is_alive() const {  // after the first byte
        char byte = 0;
        return ::read(reading.get(), &byte, 1) == 1;
    }
    bool ends_in_time() const {
        pollfd look{.fd = reading.get(), .events = POLLIN, .revents = 0};
        char byte = 0;
        return ::poll(&look, 1, 20'000) == 1 && ::read(reading.get(), &byte, 1) == 0;
    }
    Descriptor reading, writing;
};

// A worker with a process in a session of its own, that is deaf to what can be ignored.
void live_in_a_sandbox(const Lifeline& line) {
    enter_sandbox();
    if (::fork() == 0) {
        ::setsid();
        for (int number = 1; number < NSIG; ++number)
            ::signal(number, SIG_IGN);
        if (::write(line.writing.get(), "x", 1) != 1) ::_exit(1);
    }
    while (true)
        ::pause();
}

TEST_F(Sandbox, EndsWithWhoeverStartedIt) {
    in_child(User::same, [] {
        Lifeline line;
        {
            const tests::Child keeper([&] { live_in_a_sandbox(line); });
            line.writing.reset();
            ASSERT_TRUE(line.is_alive());
        }
        EXPECT_TRUE(line.ends_in_time());
    });
}

TEST_F(Sandbox, EndsWithItsGrandparent) {
    in_child(User::same, [] {
        Lifeline line;
        {
            const tests::Child parent([&] {
                const tests::Child keeper([&] { live_in_a_sandbox(line); });
                while (true)
                    ::pause();
            });
            line.writing.reset();
            ASSERT_TRUE(line.is_alive());
        }
        EXPECT_TRUE(line.ends_in_time());
    });
}

TEST(Host, HandsOrphansToTheWorker) {
    in_child(User::same, [] {
        become_reaper();
        Lifeline line;
        if (::fork() == 0) {
            if (::fork() != 0) ::_exit(0);
            if (::write(line.writing.get(), "x", 1) != 1) ::_exit(1);
            ::_exit(7);
        }
        ASSERT_TRUE(line.is_alive());
        int status = 0, sevens = 0;
        while (::waitpid(-1, &status, 0) > 0)
            sevens += WIFEXITED(status) && WEXITSTATUS(status) == 7;
        EXPECT_EQ(sevens, 1);
    });
}

TEST(Isolations, AreNamed) {
    EXPECT_EQ(to_string(Isolation::sandbox), "sandbox");
    EXPECT_EQ(to_string(Isolation::host), "host");
}

}  // namespace
}  // namespace echospec::sandbox
