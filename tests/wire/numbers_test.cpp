// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "wire/reader.hpp"
#include "wire/stream.hpp"

namespace echospec::wire {
namespace {

TEST(Sequence, WrapsAndHasSignedDistances) {
    const Sequence last{0xFFFFFFFF};
    EXPECT_EQ(last + 2, Sequence{1});
    EXPECT_EQ((last + 2) - last, 2);
    EXPECT_EQ(last - (last + 2), -2);
    EXPECT_TRUE(before(last, last + 1));
    EXPECT_FALSE(before(last + 1, last));
}

TEST(Sequence, PositionsComeBackFromTheirNumbers) {
    const Sequence initial{0xFFFFFF00};
    for (const Position position : {int64_t{0}, int64_t{255}, int64_t{256}, int64_t{1} << 32,
                                    (int64_t{1} << 40) + 17, int64_t{-5}}) {
        EXPECT_EQ(unwrap(wrap(position, initial), initial, position + 1000000), position);
        EXPECT_EQ(unwrap(wrap(position, initial), initial, position - 1000000), position);
    }
}

TEST(Stream, TellsFreshFromFilledFromRepeated) {
    Stream stream;
    stream.anchor(Sequence{100}, 0);
    EXPECT_EQ(stream.take({0, 10}).fresh, 10);
    const Placement ahead = stream.take({20, 30});
    EXPECT_TRUE(ahead.left_gap);
    EXPECT_EQ(stream.unseen(), 10u);
    EXPECT_EQ(stream.received(), 10);
    const Placement across = stream.take({5, 25});
    EXPECT_EQ(across.fresh, 0);
    EXPECT_EQ(across.filled, 10);
    EXPECT_EQ(across.repeated, 10);
    EXPECT_EQ(stream.received(), 30);
    EXPECT_EQ(stream.unseen(), 0u);
}

TEST(Stream, AGapMayBeFilledFromItsMiddle) {
    Stream stream;
    stream.anchor(Sequence{0}, 0);
    stream.take({100, 110});
    EXPECT_EQ(stream.take({40, 60}).filled, 20);
    EXPECT_EQ(stream.unseen(), 80u);
    EXPECT_EQ(stream.take({0, 100}).filled, 80);
    EXPECT_EQ(stream.received(), 110);
}

TEST(Stream, WhatIsAcknowledgedCountsAsReceived) {
    Stream stream;
    stream.anchor(Sequence{0}, 0);
    stream.take({10, 20});
    stream.acknowledge(5);
    EXPECT_EQ(stream.received(), 5);
    stream.acknowledge(1000);
    EXPECT_EQ(stream.acknowledged(), 20);
    EXPECT_EQ(stream.received(), 20);
    EXPECT_EQ(stream.unseen(), 10u);
}

TEST(Stream, ForgetsTheOldestOfManyGapsButNotTheirSize) {
    Stream stream;
    stream.anchor(Sequence{0}, 0);
    for (Position at = 1; at < 2000; at += 2)
        stream.take({at, at + 1});
    EXPECT_EQ(stream.unseen(), 1000u);
}

TEST(Reader, NeverReadsBeyondItsEnd) {
    Reader reader(std::string_view("\x01\x02\x03", 3));
    EXPECT_EQ(reader.u16(), 0x0102);
    EXPECT_FALSE(reader.failed());
    EXPECT_EQ(reader.u32(), 0u);
    EXPECT_TRUE(reader.failed());
    EXPECT_EQ(reader.u8(), 0u);
    EXPECT_TRUE(reader.rest().empty());
}

}  // namespace
}  // namespace echospec::wire
