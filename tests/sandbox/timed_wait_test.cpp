// SPDX-License-Identifier: Apache-2.0
#include "sandbox/timed_wait.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <chrono>

#include "base/files.hpp"
#include "tests/sandbox/waits.hpp"
#include "tests/support/forked.hpp"

namespace echospec::sandbox {
namespace {

using Kind = Wait::Kind;
using namespace std::chrono_literals;

// What a real process is found to wait in, once it waits in that call.
Wait wait_of(const tests::WaitSample& sample) {
    const tests::Child child(sample.body);
    Wait wait;
    const bool found = tests::eventually([&] {
        const auto line = base::read_file(fmt::format("/proc/{}/syscall", child.pid()));
        const auto call = parse_system_call(line.value_or(""));
        if (call) wait = classify_wait(child.pid(), *call);
        return wait.call == sample.call;
    });
    EXPECT_TRUE(found) << "it never waited in " << sample.call << ", but in " << wait.call;
    return wait;
}

class SleepingProcess : public testing::TestWithParam<tests::WaitSample> {};

TEST_P(SleepingProcess, IsFoundInItsWaitWithItsLimit) {
    const tests::WaitSample& sample = GetParam();
    const Wait wait = wait_of(sample);
    EXPECT_EQ(wait.kind, sample.kind);
    if (sample.kind != Kind::timed) return;
    // Of an absolute time some has passed already; a loaded machine may take a while to look.
    EXPECT_LE(wait.limit, sample.limit);
    EXPECT_GE(wait.limit, sample.limit - (sample.absolute ? 20s : 0s));
}

INSTANTIATE_TEST_SUITE_P(EveryWay, SleepingProcess, testing::ValuesIn(tests::wait_samples()),
                         [](const auto& sample) { return sample.param.name; });

TEST(ClassifyWait, TakesACallThatIsNotInItsTableForUnknown) {
    SystemCall call;
    call.number = 99'999;
    const Wait wait = classify_wait(::getpid(), call);
    EXPECT_EQ(wait.kind, Kind::unknown);
    EXPECT_EQ(wait.call, "system call 99999");
}

TEST(ClassifyWait, TakesATimeThatCannotBeReadForUnknown) {
    const SystemCall call{.number = SYS_ppoll, .arguments = {0, 0, 8, 0, 0, 0}};
    EXPECT_EQ(classify_wait(::getpid(), call).kind, Kind::unknown);
}

TEST(ClassifyWait, TakesASocketThatCannotBeAskedForUnknown) {
    const SystemCall call{.number = SYS_recvfrom, .arguments = {999'999, 0, 0, 0, 0, 0}};
    EXPECT_EQ(classify_wait(::getpid(), call).kind, Kind::unknown);
}

TEST(ParseSystemCall, ReadsNumberAndArguments) {
    const auto call = parse_system_call("7 0x7ffc 0x1 0xffffffff 0x0 0xa 0x8 0x7ffd 0x7f00\n");
    ASSERT_TRUE(call);
    EXPECT_EQ(call->number, 7);
    EXPECT_EQ(call->arguments, (std::array<uint64_t, 6>{0x7ffc, 1, 0xffffffff, 0, 0xa, 8}));
}

TEST(ParseSystemCall, KnowsAThreadThatIsBlockedOutsideAnyCall) {
    const auto call = parse_system_call("-1 0x7ffc 0x7f00\n");
    ASSERT_TRUE(call);
    EXPECT_EQ(call->number, -1);
}

TEST(ParseSystemCall, HasNothingForAThreadThatRunsOrIsGone) {
    for (const char* const line : {"running\n", "", "\n", "7 0x1\n", "0xzz 0 0 0 0 0 0\n"})
        EXPECT_FALSE(parse_system_call(line)) << line;
}

}  // namespace
}  // namespace echospec::sandbox
