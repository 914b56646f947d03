// SPDX-License-Identifier: Apache-2.0
#include "tests/support/forked.hpp"

#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "base/error.hpp"
#include "sandbox/isolation.hpp"
#include "sandbox/network.hpp"

namespace echospec::tests {
namespace {

constexpr unsigned kBound = 60;  // seconds
constexpr id_t kNobody = 65534;

// A process that has changed its user is not dumpable, and its /proc/self then belongs to root
// (proc(5)): one that was started as that user is.
void become_nobody() {
    base::check_syscall("setgroups", ::setgroups(0, nullptr));
    base::check_syscall("setgid", ::setgid(kNobody));
    base::check_syscall("setuid", ::setuid(kNobody));
    base::check_syscall("prctl PR_SET_DUMPABLE", ::prctl(PR_SET_DUMPABLE, 1));
}

[[noreturn]] void perform(User user, const std::function<void()>& body) {
    try {
        if (user == User::nobody) become_nobody();
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::alarm(kBound);
        body();
    } catch (const std::exception& error) {
        ADD_FAILURE() << "thrown in the child: " << error.what();
    }
    std::fflush(nullptr);
    ::_exit(testing::Test::HasFailure() ? 1 : 0);
}

bool is_demanded() {
    const char* const value = std::getenv("ECHOSPEC_MUST_ISOLATE");
    return value != nullptr && std::string_view(value) == "1";
}

}  // namespace

void in_child(User user, const std::function<void()>& body) {
    std::fflush(nullptr);  // else the child prints it once more
    const pid_t child = base::check_syscall("fork", ::fork());
    if (child == 0) perform(user, body);
    int status = 0;
    while (::waitpid(child, &status, 0) == -1 && errno == EINTR) {
    }
    EXPECT_TRUE(WIFEXITED(status)) << "the child was killed by signal " << WTERMSIG(status);
    EXPECT_EQ(WEXITSTATUS(status), 0) << "the child failed: its reasons stand above";
}

void in_sandbox(User user, const std::function<void()>& body) {
    in_child(user, [&] {
        sandbox::enter_sandbox();
        sandbox::enter_fresh_network();
        ::alarm(kBound);  // an alarm is not inherited
        body();
    });
}

Child::Child(const std::function<void()>& body) : pid_(base::check_syscall("fork", ::fork())) {
    if (pid_ != 0) return;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    body();
    ::_exit(0);
}

Child::~Child() {
    ::kill(pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, 0) == -1 && errno == EINTR) {
    }
}

bool eventually(const std::function<bool()>& is_so) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!is_so()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        ::sched_yield();
    }
    return true;
}

void NeedsSandbox::SetUp() {
    const std::string obstacle = sandbox::sandbox_obstacle();
    if (obstacle.empty()) return;
    if (is_demanded()) FAIL() << "no sandbox, and ECHOSPEC_MUST_ISOLATE=1: " << obstacle;
    GTEST_SKIP() << "no sandbox can be had here: " << obstacle;
}

void NeedsRoot::SetUp() {
    NeedsSandbox::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    if (::geteuid() != 0) GTEST_SKIP() << "only root can become another user";
}

}  // namespace echospec::tests
