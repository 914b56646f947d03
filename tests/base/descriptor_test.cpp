// SPDX-License-Identifier: Apache-2.0
#include "base/descriptor.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>

namespace echospec::base {
namespace {

Descriptor open_null() {
    return Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC));
}

bool is_open(int fd) {
    return ::fcntl(fd, F_GETFD) != -1;
}

TEST(Descriptor, ClosesWhatItOwns) {
    int fd = -1;
    {
        const Descriptor descriptor = open_null();
        fd = descriptor.get();
        EXPECT_TRUE(is_open(fd));
    }
    EXPECT_FALSE(is_open(fd));
}

TEST(Descriptor, MovesItsOwnership) {
    Descriptor first = open_null();
    const int fd = first.get();
    const Descriptor second = std::move(first);
    EXPECT_FALSE(static_cast<bool>(first));
    EXPECT_EQ(second.get(), fd);
    EXPECT_TRUE(is_open(fd));
}

TEST(Descriptor, ReleaseHandsItOut) {
    Descriptor descriptor = open_null();
    const Descriptor keeper(descriptor.release());
    EXPECT_FALSE(static_cast<bool>(descriptor));
    EXPECT_TRUE(is_open(keeper.get()));
}

}  // namespace
}  // namespace echospec::base
