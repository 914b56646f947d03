// SPDX-License-Identifier: Apache-2.0
#include "casefile/payload.hpp"

#include <gtest/gtest.h>

namespace echospec::casefile {
namespace {

using namespace std::string_literals;

TEST(Payload, RandomBytesFollowFromTheSeedAlone) {
    // splitmix64 of the seed 0 begins e220a8397b1dcdaf, 6e789e6aa1b965f4.
    EXPECT_EQ(base::hex(expand(Random{12}, 0)), "af cd 1d 7b 39 a8 20 e2 f4 65 b9 a1");
    EXPECT_EQ(expand(Random{70'000}, 7), expand(Random{70'000}, 7));
    EXPECT_NE(expand(Random{16}, 7), expand(Random{16}, 8));
}

TEST(Payload, ShorterRandomBytesBeginLongerOnes) {
    const base::Bytes longer = expand(Random{10'000}, 3);
    for (const uint64_t size : {1, 7, 8, 9, 4095, 4096, 4097}) {
        EXPECT_EQ(expand(Random{size}, 3), longer.substr(0, size)) << size;
    }
}

TEST(Payload, RepeatedTextIsCutAtTheSize) {
    EXPECT_EQ(expand(Repeated{"abc", 8}, 0), "abcabcab");
    EXPECT_EQ(expand(Repeated{"abc", 2}, 0), "ab");
    EXPECT_EQ(expand(Repeated{"\0x"s, 3}, 0), "\0x\0"s);
    const base::Bytes large = expand(Repeated{"abc", 1'000'000}, 0);
    ASSERT_EQ(large.size(), 1'000'000u);
    for (size_t at = 0; at < large.size(); ++at)
        ASSERT_EQ(large[at], "abc"[at % 3]) << at;
}

TEST(Payload, EveryByteIsAscending) {
    const base::Bytes bytes = expand(EveryByte{}, 0);
    ASSERT_EQ(bytes.size(), 256u);
    for (size_t at = 0; at < 256; ++at)
        EXPECT_EQ(static_cast<unsigned char>(bytes[at]), at);
}

TEST(Payload, KnowsItsSizeWithoutBeingExpanded) {
    EXPECT_EQ(size_of(Literal{"\0\0"s}), 2u);
    EXPECT_EQ(size_of(Random{uint64_t{4} << 30}), uint64_t{4} << 30);
    EXPECT_EQ(size_of(Repeated{"ab", 3}), 3u);
    EXPECT_EQ(size_of(EveryByte{}), 256u);
}

TEST(Payload, IsDescribedForAPerson) {
    EXPECT_EQ(describe(Literal{"hello\n"}), "\"hello\\n\"");
    EXPECT_EQ(describe(Random{1}), "1 random byte");
    EXPECT_EQ(describe(Random{300}), "300 random bytes");
    EXPECT_EQ(describe(Random{64 << 10}), "64 KiB of random bytes");
    EXPECT_EQ(describe(Repeated{"ab", 1 << 20}), "1 MiB of \"ab\" repeated");
    EXPECT_EQ(describe(EveryByte{}), "every byte value");
}

}  // namespace
}  // namespace echospec::casefile
