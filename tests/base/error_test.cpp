// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"

#include <gtest/gtest.h>

#include <cerrno>

namespace echospec::base {
namespace {

TEST(CheckSyscall, PassesResultsThrough) {
    EXPECT_EQ(check_syscall("count", 7), 7);
    EXPECT_EQ(check_syscall("count", 7L), 7L);
}

TEST(CheckSyscall, NamesAttemptAndReason) {
    errno = ENOENT;
    try {
        check_syscall("open /nowhere", -1);
        FAIL() << "nothing was thrown";
    } catch (const HarnessError& error) {
        EXPECT_STREQ(error.what(), "open /nowhere: No such file or directory");
    }
}

}  // namespace
}  // namespace echospec::base
