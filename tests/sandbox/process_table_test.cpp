// SPDX-License-Identifier: Apache-2.0
#include "sandbox/process_table.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include <chrono>
#include <optional>
#include <thread>

#include "sandbox/open_files.hpp"
#include "tests/support/forked.hpp"

namespace echospec::sandbox {
namespace {

using tests::Child;
using tests::eventually;
using tests::in_child;
using tests::User;
using namespace std::chrono_literals;

void sleep_for_ever() {
    while (true)
        ::poll(nullptr, 0, -1);
}

// In a process whose only descendant does `body`: how it rests once that is as wanted.
void expect_rest(const std::function<void()>& body, Rest rest, const std::string& where) {
    in_child(User::same, [&] {
        const Child child(body);
        std::vector<ThreadLook> looks;
        const bool found = eventually([&] {
            looks = look_at_threads(5s);
            return looks.size() == 1 && looks[0].rest == rest && looks[0].where == where;
        });
        ASSERT_EQ(looks.size(), 1U);
        EXPECT_TRUE(found) << static_cast<int>(looks[0].rest) << " in " << looks[0].where;
        EXPECT_EQ(looks[0].process, child.pid());
        EXPECT_EQ(looks[0].thread, child.pid());
    });
}

void arm_timer(time_t seconds) {
    const int timer = ::timerfd_create(CLOCK_MONOTONIC, 0);
    const itimerspec when{.it_interval = {}, .it_value = {.tv_sec = seconds, .tv_nsec = 0}};
    ::timerfd_settime(timer, 0, &when, nullptr);
}

TEST(LookAtThreads, SeesOneThatRuns) {
    expect_rest(
        [] {
            volatile unsigned count = 0;
            while (true)
                count = count + 1;
        },
        Rest::running, "running");
}

TEST(LookAtThreads, SeesOneThatSleepsForEver) {
    expect_rest(sleep_for_ever, Rest::asleep, "poll");
}

TEST(LookAtThreads, SeesOneThatWakesWithinTheHorizon) {
    expect_rest([] { ::poll(nullptr, 0, 4'000); }, Rest::timed, "poll of 4.00 s");
}

TEST(LookAtThreads, TakesOneThatWakesBeyondTheHorizonForAsleep) {
    expect_rest([] { ::poll(nullptr, 0, 100'000); }, Rest::asleep, "poll of 100.00 s");
}

TEST(LookAtThreads, SeesOneThatIsStopped) {
    expect_rest([] { ::raise(SIGSTOP); }, Rest::stopped, "stopped");
}

TEST(LookAtThreads, SeesAZombie) {
    expect_rest([] {}, Rest::ended, "ended");
}

TEST(LookAtThreads, SeesThatATimerDescriptorIsPending) {
    expect_rest(
        [] {
            arm_timer(3);
            sleep_for_ever();
        },
        Rest::timed, "poll with an armed timer descriptor");
}

TEST(LookAtThreads, SeesThatAPosixTimerIsPending) {
    expect_rest(
        [] {
            timer_t timer{};
            sigevent quietly{};
            quietly.sigev_notify = SIGEV_NONE;
            ::timer_create(CLOCK_MONOTONIC, &quietly, &timer);
            sleep_for_ever();
        },
        Rest::timed, "poll with a POSIX timer");
}

TEST(LookAtThreads, LeavesATimerBeyondTheHorizonOut) {
    expect_rest(
        [] {
            arm_timer(3'000);
            sleep_for_ever();
        },
        Rest::asleep, "poll");
}

TEST(LookAtThreads, LeavesADisarmedTimerOut) {
    expect_rest(
        [] {
            arm_timer(0);
            sleep_for_ever();
        },
        Rest::asleep, "poll");
}

TEST(LookAtThreads, CountsTheTimesThatAThreadRan) {
    in_child(User::same, [] {
        const Child child([] {
            ::signal(SIGUSR1, [](int) {});
            sleep_for_ever();
        });
        const auto slices_asleep = [] {
            std::optional<uint64_t> slices;
            eventually([&] {
                const auto looks = look_at_threads(5s);
                if (looks.at(0).rest == Rest::asleep) slices = looks[0].time_slices;
                return slices.has_value();
            });
            return slices.value_or(0);
        };
        const uint64_t before = slices_asleep();
        EXPECT_EQ(slices_asleep(), before);
        ::kill(child.pid(), SIGUSR1);
        EXPECT_TRUE(eventually([&] { return slices_asleep() > before; }));
    });
}

TEST(LookAtThreads, SeesEveryThreadOfEveryDescendant) {
    in_child(User::same, [] {
        const Child child([] {
            std::thread first(sleep_for_ever), second(sleep_for_ever);
            if (::fork() == 0) ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            sleep_for_ever();
        });
        EXPECT_TRUE(eventually([] {
            const auto looks = look_at_threads(5s);
            return looks.size() == 4 && looks[0].rest == Rest::asleep &&
                   looks[3].rest == Rest::asleep;
        }));
        EXPECT_EQ(descendants(Zombies::included).size(), 2U);
        EXPECT_EQ(measure_resources().threads, 4U);
    });
}

TEST(PendingWakeup, SeesATerminal) {
    in_child(User::same, [] {
        EXPECT_EQ(pending_wakeup(::getpid(), 5s), "");
        const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY);
        if (terminal < 0) return;  // no devpts here
        EXPECT_EQ(pending_wakeup(::getpid(), 5s), "a terminal");
    });
}

void touch(size_t size) {
    void* const pages =
        ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED) ::_exit(1);
    for (size_t i = 0; i < size; i += 4096)
        static_cast<volatile char*>(pages)[i] = 1;
}

TEST(MeasureResources, AddsUpWhatTheTargetHolds) {
    in_child(User::same, [] {
        EXPECT_EQ(measure_resources().children, 0U);
        const Child plain(sleep_for_ever);
        eventually([] { return measure_resources().children == 1; });
        const Resources one = measure_resources();
        const Child rich([] {
            for (int i = 0; i < 10; ++i)
                ::open("/dev/null", O_RDONLY);
            touch(size_t{16} << 20);
            sleep_for_ever();
        });
        const Child gone([] {});
        EXPECT_TRUE(eventually([&] {
            const Resources now = measure_resources();
            return now.children == 3 && now.zombies == 1 &&
                   now.descriptors >= 2 * one.descriptors + 10 &&
                   now.memory >= one.memory + (size_t{16} << 20);
        }));
        EXPECT_EQ(descendants(Zombies::included).size(), 3U);
        EXPECT_EQ(descendants(Zombies::left_out).size(), 2U);
    });
}

TEST(MeasureResources, CountsProcessorTime) {
    in_child(User::same, [] {
        const Child child([] {
            volatile unsigned count = 0;
            while (true)
                count = count + 1;
        });
        EXPECT_TRUE(eventually([] { return measure_resources().processor >= 50ms; }));
    });
}

TEST(ProcessName, IsPrintableWhateverAProgramCallsItself) {
    in_child(User::same, [] {
        ::prctl(PR_SET_NAME, "a)\x1b b");
        EXPECT_EQ(process_name(::getpid()), "a)\\x1b b (" + std::to_string(::getpid()) + ")");
        EXPECT_EQ(process_name(4'194'305), "ended (4194305)");
        EXPECT_TRUE(descendants(Zombies::included).empty());
    });
}

// A name that looks like the fields behind it must not be taken for them.
TEST(LookAtThreads, IsNotFooledByAName) {
    expect_rest(
        [] {
            ::prctl(PR_SET_NAME, "x) Z 1 (y");
            sleep_for_ever();
        },
        Rest::asleep, "poll");
}

}  // namespace
}  // namespace echospec::sandbox
