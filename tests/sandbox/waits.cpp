// SPDX-License-Identifier: Apache-2.0
#include "tests/sandbox/waits.hpp"

#include <fcntl.h>
#include <linux/futex.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <ostream>

namespace echospec::tests {
namespace {

using sandbox::Wait;
using Kind = Wait::Kind;
using Samples = std::vector<WaitSample>;
using namespace std::chrono_literals;

WaitSample untimed(std::string name, std::string call, std::function<void()> body) {
    return {std::move(name), std::move(body), std::move(call), Kind::untimed, {}, false};
}

WaitSample timed(std::string name, std::string call, base::Duration limit,
                 std::function<void()> body) {
    return {std::move(name), std::move(body), std::move(call), Kind::timed, limit, false};
}

WaitSample until(std::string name, std::string call, base::Duration limit,
                 std::function<void()> body) {
    return {std::move(name), std::move(body), std::move(call), Kind::timed, limit, true};
}

timespec from_now(clockid_t clock, time_t seconds) {
    timespec time{};
    ::clock_gettime(clock, &time);
    time.tv_sec += seconds;
    return time;
}

void epoll(int milliseconds) {
    epoll_event event{};
    ::epoll_wait(::epoll_create1(0), &event, 1, milliseconds);
}

struct Condition {
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
    Condition() { ::pthread_mutex_lock(&mutex); }
};

std::array<int, 2> make_pair() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0) ::_exit(1);
    return ends;
}

int socket_with(int option, timeval limit) {
    const int end = make_pair()[0];
    ::setsockopt(end, SOL_SOCKET, option, &limit, sizeof limit);
    return end;
}

void read_forever(int descriptor) {
    char byte = 0;
    while (::read(descriptor, &byte, 1) > 0) {
    }
}

void send_forever(int descriptor) {
    const std::array<char, 4096> block{};
    while (::send(descriptor, block.data(), block.size(), 0) > 0) {
    }
}

Samples polling() {
    return {
        untimed("poll_forever", "poll", [] { ::poll(nullptr, 0, -1); }),
        timed("poll_10_s", "poll", 10s, [] { ::poll(nullptr, 0, 10'000); }),
        untimed("ppoll_forever", "ppoll", [] { ::ppoll(nullptr, 0, nullptr, nullptr); }),
        timed("ppoll_11_s", "ppoll", 11s,
              [] {
                  const timespec limit{11, 0};
                  ::ppoll(nullptr, 0, &limit, nullptr);
              }),
        untimed("epoll_forever", "epoll_wait", [] { epoll(-1); }),
        timed("epoll_12_s", "epoll_wait", 12s, [] { epoll(12'000); }),
        untimed("select_forever", "pselect6",
                [] { ::select(0, nullptr, nullptr, nullptr, nullptr); }),
        timed("select_13_s", "pselect6", 13'500ms,
              [] {
                  timeval limit{13, 500'000};
                  ::select(0, nullptr, nullptr, nullptr, &limit);
              }),
    };
}

Samples sleeping() {
    return {
        timed("nanosleep", "clock_nanosleep", 14s,
              [] {
                  const timespec time{14, 0};
                  ::nanosleep(&time, nullptr);
              }),
        timed("the_call_nanosleep", "nanosleep", 15s,
              [] {
                  const timespec time{15, 0};
                  ::syscall(SYS_nanosleep, &time, nullptr);
              }),
        until("clock_nanosleep_until", "clock_nanosleep", 100s,
              [] {
                  const timespec moment = from_now(CLOCK_MONOTONIC, 100);
                  ::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &moment, nullptr);
              }),
        untimed("pause", "pause", [] { ::pause(); }),
        untimed("sigsuspend", "rt_sigsuspend",
                [] {
                    sigset_t none;
                    ::sigemptyset(&none);
                    ::sigsuspend(&none);
                }),
        timed("sigtimedwait", "rt_sigtimedwait", 16s,
              [] {
                  sigset_t some;
                  ::sigemptyset(&some);
                  ::sigaddset(&some, SIGUSR1);
                  const timespec limit{16, 0};
                  ::sigtimedwait(&some, nullptr, &limit);
              }),
    };
}

Samples locking() {
    return {
        untimed("condition_forever", "futex",
                [] {
                    Condition wanted;
                    ::pthread_cond_wait(&wanted.condition, &wanted.mutex);
                }),
        until("condition_until_wall_clock", "futex", 100s,
              [] {
                  Condition wanted;
                  const timespec moment = from_now(CLOCK_REALTIME, 100);
                  ::pthread_cond_timedwait(&wanted.condition, &wanted.mutex, &moment);
              }),
        until("condition_until_steady_clock", "futex", 100s,
              [] {
                  Condition wanted;
                  const timespec moment = from_now(CLOCK_MONOTONIC, 100);
                  ::pthread_cond_clockwait(&wanted.condition, &wanted.mutex, CLOCK_MONOTONIC,
                                           &moment);
              }),
        untimed("mutex", "futex",
                [] {
                    Condition wanted;
                    ::pthread_mutex_lock(&wanted.mutex);
                }),
        timed("futex_relative", "futex", 17s,
              [] {
                  int word = 0;
                  const timespec limit{17, 0};
                  ::syscall(SYS_futex, &word, FUTEX_WAIT, 0, &limit, nullptr, 0);
              }),
    };
}

Samples streaming() {
    return {
        untimed("read_of_a_pipe", "read",
                [] {
                    std::array<int, 2> ends{};
                    if (::pipe(ends.data()) == 0) read_forever(ends[0]);
                }),
        untimed("read_of_a_socket", "read", [] { read_forever(make_pair()[0]); }),
        timed("read_with_a_limit", "read", 18s,
              [] {
                  read_forever(socket_with(SO_RCVTIMEO, {18, 0}));
              }),
        timed("recv_with_a_limit", "recvfrom", 19s,
              [] {
                  char byte = 0;
                  ::recv(socket_with(SO_RCVTIMEO, {19, 0}), &byte, 1, 0);
              }),
        untimed("recv_without_a_limit", "recvfrom",
                [] {
                    char byte = 0;
                    ::recv(make_pair()[0], &byte, 1, 0);
                }),
        untimed("send_without_a_limit", "sendto", [] { send_forever(make_pair()[0]); }),
        timed("send_with_a_limit", "sendto", 20s,
              [] {
                  send_forever(socket_with(SO_SNDTIMEO, {20, 0}));
              }),
        untimed("accept", "accept",
                [] {
                    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
                    if (::listen(listener, 1) == 0) ::accept(listener, nullptr, nullptr);
                }),
    };
}

}  // namespace

void PrintTo(const WaitSample& sample, std::ostream* stream) {
    *stream << sample.name;
}

std::vector<WaitSample> wait_samples() {
    Samples all;
    for (const Samples& some : {polling(), sleeping(), locking(), streaming()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

}  // namespace echospec::tests
