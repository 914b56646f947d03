// SPDX-License-Identifier: Apache-2.0
#include "sandbox/isolation.hpp"

#include <fmt/format.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "sandbox/network.hpp"

namespace echospec::sandbox {
namespace {

using base::check_syscall;

void die_with_parent() {
    check_syscall("prctl PR_SET_PDEATHSIG", ::prctl(PR_SET_PDEATHSIG, SIGKILL));
}

// An unprivileged process may map itself to itself, once it has given up setgroups(2)
// (user_namespaces(7)).
void map_own_identity(uid_t uid, gid_t gid) {
    write_setting("/proc/self/setgroups", "deny");
    write_setting("/proc/self/uid_map", fmt::format("{0} {0} 1", uid));
    write_setting("/proc/self/gid_map", fmt::format("{0} {0} 1", gid));
}

void enter_namespaces() {
    const uid_t uid = ::geteuid();
    const gid_t gid = ::getegid();
    int kinds = CLONE_NEWNS | CLONE_NEWPID;
    if (uid != 0) kinds |= CLONE_NEWUSER;
    check_syscall("unshare namespaces", ::unshare(kinds));
    if (uid != 0) map_own_identity(uid, gid);
}

void mount_own_proc() {
    check_syscall("make mounts private",
                  ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr));
    check_syscall("mount /proc",
                  ::mount("proc", "/proc", "proc", MS_NOSUID | MS_NOEXEC | MS_NODEV, nullptr));
}

// The keeper's whole life: it only passes the worker's end on.
[[noreturn]] void keep(pid_t worker) {
    int status = 0;
    while (::waitpid(worker, &status, 0) == -1 && errno == EINTR) {
    }
    ::_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

// In the child: tells what failed through the pipe, or nothing if all went well.
[[noreturn]] void try_in_sandbox(int pipe_end, const std::function<void()>& attempt) {
    try {
        enter_sandbox();
        enter_fresh_network();
        attempt();
    } catch (const base::HarnessError& error) {
        const std::string reason = error.what();
        if (::write(pipe_end, reason.data(), reason.size()) < 0) ::_exit(2);
        ::_exit(1);
    }
    ::_exit(0);
}

std::string read_all(int fd) {
    std::string text;
    std::array<char, 512> chunk;
    ssize_t count = 0;
    while ((count = ::read(fd, chunk.data(), chunk.size())) > 0) {
        text.append(chunk.data(), static_cast<size_t>(count));
    }
    return text;
}

}  // namespace

std::string to_string(Isolation isolation) {
    return isolation == Isolation::sandbox ? "sandbox" : "host";
}

void enter_sandbox() {
    enter_namespaces();
    die_with_parent();
    const pid_t worker = check_syscall("fork the worker", ::fork());
    if (worker != 0) keep(worker);
    die_with_parent();
    mount_own_proc();
}

void become_reaper() {
    die_with_parent();
    check_syscall("prctl PR_SET_CHILD_SUBREAPER", ::prctl(PR_SET_CHILD_SUBREAPER, 1));
}

std::string sandbox_obstacle() {
    return obstacle_in_sandbox([] {});
}

std::string obstacle_in_sandbox(const std::function<void()>& attempt) {
    std::array<int, 2> ends{};
    check_syscall("pipe", ::pipe(ends.data()));
    const base::Descriptor reading(ends[0]);
    base::Descriptor writing(ends[1]);
    const pid_t child = check_syscall("fork", ::fork());
    if (child == 0) try_in_sandbox(writing.get(), attempt);
    writing.reset();
    std::string reason = read_all(reading.get());
    int status = 0;
    ::waitpid(child, &status, 0);
    if (reason.empty() && status != 0) reason = "the trial process ended unexpectedly";
    return reason;
}

}  // namespace echospec::sandbox
