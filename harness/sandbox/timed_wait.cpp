// SPDX-License-Identifier: Apache-2.0
#include "sandbox/timed_wait.hpp"

#include <fmt/format.h>
#include <linux/futex.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include <charconv>
#include <cstring>
#include <limits>

#include "base/descriptor.hpp"
#include "base/text.hpp"

namespace echospec::sandbox {
namespace {

using base::Duration;
using Kind = Wait::Kind;

// How a call says how long it waits.
enum class Limit {
    none,
    milliseconds,  // an int, negative for none
    timespec,      // a pointer to a relative time, null for none
    timeval,
    futex,        // a pointer whose meaning depends on the operation
    clock_sleep,  // a pointer, absolute or relative by flag
    receiving,    // SO_RCVTIMEO, if it is a socket
    sending,      // SO_SNDTIMEO
    unknowable,
};

struct Rule {
    long number;
    std::string_view name;
    Limit limit;
    size_t argument;  // where the limit stands; for sockets: the descriptor
};

// Old calls that newer machines (arm64, riscv) never had are left out there.
constexpr Rule kRules[] = {
#ifdef SYS_epoll_wait
    {SYS_epoll_wait, "epoll_wait", Limit::milliseconds, 3},
    {SYS_poll, "poll", Limit::milliseconds, 2},
    {SYS_select, "select", Limit::timeval, 4},
    {SYS_pause, "pause", Limit::none, 0},
#endif
    {SYS_epoll_pwait, "epoll_pwait", Limit::milliseconds, 3},
    {SYS_epoll_pwait2, "epoll_pwait2", Limit::timespec, 3},
    {SYS_ppoll, "ppoll", Limit::timespec, 2},
    {SYS_pselect6, "pselect6", Limit::timespec, 4},
    {SYS_futex, "futex", Limit::futex, 3},
    {SYS_nanosleep, "nanosleep", Limit::timespec, 0},
    {SYS_clock_nanosleep, "clock_nanosleep", Limit::clock_sleep, 2},
    {SYS_rt_sigtimedwait, "rt_sigtimedwait", Limit::timespec, 2},
    {SYS_rt_sigsuspend, "rt_sigsuspend", Limit::none, 0},
    {SYS_recvmmsg, "recvmmsg", Limit::timespec, 4},
    {SYS_semop, "semop", Limit::none, 0},
    {SYS_semtimedop, "semtimedop", Limit::timespec, 3},
    {SYS_msgrcv, "msgrcv", Limit::none, 0},
    {SYS_wait4, "wait4", Limit::none, 0},
    {SYS_waitid, "waitid", Limit::none, 0},
    {SYS_flock, "flock", Limit::none, 0},
    {SYS_read, "read", Limit::receiving, 0},
    {SYS_readv, "readv", Limit::receiving, 0},
    {SYS_recvfrom, "recvfrom", Limit::receiving, 0},
    {SYS_recvmsg, "recvmsg", Limit::receiving, 0},
    {SYS_accept, "accept", Limit::receiving, 0},
    {SYS_accept4, "accept4", Limit::receiving, 0},
    {SYS_write, "write", Limit::sending, 0},
    {SYS_writev, "writev", Limit::sending, 0},
    {SYS_sendto, "sendto", Limit::sending, 0},
    {SYS_sendmsg, "sendmsg", Limit::sending, 0},
    {SYS_sendfile, "sendfile", Limit::sending, 0},
    {SYS_splice, "splice", Limit::unknowable, 0},
    {SYS_restart_syscall, "restart_syscall", Limit::unknowable, 0},
};

// A value in the target's memory; nothing if it cannot be read (it moved on meanwhile).
template <class T>
std::optional<T> peek(pid_t pid, uint64_t address) {
    T value{};
    const iovec here{&value, sizeof value};
    // The address comes from the target, as a number: there is no other way to name its memory.
    const iovec there{reinterpret_cast<void*>(address), sizeof value};
    if (::process_vm_readv(pid, &here, 1, &there, 1, 0) != ssize_t{sizeof value})
        return std::nullopt;
    return value;
}

Duration span(const timespec& time) {
    if (time.tv_sec > std::numeric_limits<int32_t>::max()) return Duration::max();
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

Duration until(clockid_t clock, const timespec& moment) {
    timespec now{};
    ::clock_gettime(clock, &now);
    const Duration then = span(moment);
    return then == Duration::max() ? then : then - span(now);
}

Wait relative(pid_t pid, uint64_t address, Wait wait) {
    wait.kind = Kind::untimed;
    if (address == 0) return wait;
    const auto limit = peek<timespec>(pid, address);
    wait.kind = limit ? Kind::timed : Kind::unknown;
    if (limit) wait.limit = span(*limit);
    return wait;
}

Wait absolute(pid_t pid, uint64_t address, clockid_t clock, Wait wait) {
    wait = relative(pid, address, wait);
    if (wait.kind != Kind::timed) return wait;
    const auto moment = peek<timespec>(pid, address);
    if (!moment) return {.kind = Kind::unknown, .limit = {}, .call = wait.call};
    wait.limit = until(clock, *moment);
    return wait;
}

// futex(2): FUTEX_WAIT takes a relative time, the others an absolute one of the clock in the flag.
Wait futex_wait(pid_t pid, const SystemCall& call, Wait wait) {
    const auto operation = static_cast<int>(call.arguments[1]);
    const bool is_relative = (operation & FUTEX_CMD_MASK) == FUTEX_WAIT;
    if (is_relative) return relative(pid, call.arguments[3], wait);
    const bool realtime =
        (operation & FUTEX_CLOCK_REALTIME) != 0 || (operation & FUTEX_CMD_MASK) == FUTEX_LOCK_PI;
    return absolute(pid, call.arguments[3], realtime ? CLOCK_REALTIME : CLOCK_MONOTONIC, wait);
}

Wait clock_sleep(pid_t pid, const SystemCall& call, Wait wait) {
    const auto clock = static_cast<clockid_t>(call.arguments[0]);
    const bool is_absolute = (call.arguments[1] & TIMER_ABSTIME) != 0;
    return is_absolute ? absolute(pid, call.arguments[2], clock, wait)
                       : relative(pid, call.arguments[2], wait);
}

Wait timeval_wait(pid_t pid, uint64_t address, Wait wait) {
    wait.kind = Kind::untimed;
    if (address == 0) return wait;
    const auto limit = peek<timeval>(pid, address);
    wait.kind = limit ? Kind::timed : Kind::unknown;
    if (limit)
        wait.limit =
            std::chrono::seconds(limit->tv_sec) + std::chrono::microseconds(limit->tv_usec);
    return wait;
}

// What is no socket has no such option, and blocks without a limit. A descriptor that cannot be
// taken over (pidfd_getfd(2) is forbidden in many containers) may have one.
Wait socket_wait(pid_t pid, uint64_t descriptor, int option, Wait wait) {
    wait.kind = Kind::untimed;
    const base::Descriptor process(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    const base::Descriptor copy(static_cast<int>(
        ::syscall(SYS_pidfd_getfd, process.get(), static_cast<int>(descriptor), 0)));
    if (!copy) return {.kind = Kind::unknown, .limit = {}, .call = wait.call};
    timeval limit{};
    socklen_t size = sizeof limit;
    if (::getsockopt(copy.get(), SOL_SOCKET, option, &limit, &size) != 0) return wait;
    if (limit.tv_sec == 0 && limit.tv_usec == 0) return wait;
    wait.kind = Kind::timed;
    wait.limit = std::chrono::seconds(limit.tv_sec) + std::chrono::microseconds(limit.tv_usec);
    return wait;
}

Wait apply(pid_t pid, const SystemCall& call, const Rule& rule) {
    Wait wait{.kind = Kind::untimed, .limit = {}, .call = std::string(rule.name)};
    const uint64_t argument = call.arguments[rule.argument];
    switch (rule.limit) {
        case Limit::none:
            return wait;
        case Limit::milliseconds:
            if (static_cast<int>(argument) < 0) return wait;
            wait.kind = Kind::timed;
            wait.limit = std::chrono::milliseconds(static_cast<int>(argument));
            return wait;
        case Limit::timespec:
            return relative(pid, argument, wait);
        case Limit::timeval:
            return timeval_wait(pid, argument, wait);
        case Limit::futex:
            return futex_wait(pid, call, wait);
        case Limit::clock_sleep:
            return clock_sleep(pid, call, wait);
        case Limit::receiving:
            return socket_wait(pid, argument, SO_RCVTIMEO, wait);
        case Limit::sending:
            return socket_wait(pid, argument, SO_SNDTIMEO, wait);
        case Limit::unknowable:
            wait.kind = Kind::unknown;
            return wait;
    }
    return wait;
}

std::optional<uint64_t> parse_number(std::string_view word) {
    const bool is_hex = word.starts_with("0x");
    if (is_hex) word.remove_prefix(2);
    uint64_t value = 0;
    const auto [end, error] =
        std::from_chars(word.data(), word.data() + word.size(), value, is_hex ? 16 : 10);
    if (error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
    return value;
}

}  // namespace

std::optional<SystemCall> parse_system_call(std::string_view line) {
    const auto words = base::split(line.substr(0, line.find('\n')), ' ');
    SystemCall call;
    if (words[0] == "-1") return call;
    const auto number = parse_number(words[0]);
    if (!number || words.size() < 1 + call.arguments.size()) return std::nullopt;
    call.number = static_cast<long>(*number);
    for (size_t i = 0; i < call.arguments.size(); ++i) {
        call.arguments[i] = parse_number(words[i + 1]).value_or(0);
    }
    return call;
}

Wait classify_wait(pid_t pid, const SystemCall& call) {
    for (const Rule& rule : kRules) {
        if (rule.number == call.number) return apply(pid, call, rule);
    }
    return {.kind = Kind::unknown, .limit = {}, .call = fmt::format("system call {}", call.number)};
}

}  // namespace echospec::sandbox
