// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <numeric>

#include "tests/peer/bench.hpp"

namespace echospec::peer {
namespace {

using tests::Bench;

const base::Address kV4 = base::Address::v4_loopback();
const base::Address kV6 = base::Address::v6_loopback();

// Bytes of which no two neighbouring runs are alike, so that a lost or doubled one shows.
base::Bytes varied(size_t size) {
    base::Bytes bytes(size, '\0');
    uint32_t state = 1;
    for (char& byte : bytes) {
        state = state * 1'664'525 + 1'013'904'223;
        byte = static_cast<char>(state >> 24);
    }
    return bytes;
}

Sending plain(base::Bytes bytes) {
    return {.bytes = std::move(bytes), .pieces = {}, .with_fin = false};
}

void expect_an_echo(const base::Address& address) {
    Bench bench(address);
    bench.connect(std::nullopt);
    const base::Bytes message = varied(4 << 20);
    bench.connection->send(plain(message));
    std::string to_echo;
    EXPECT_TRUE(bench.comes_true([&] {
        to_echo += bench.read();
        const size_t size = std::min<size_t>(to_echo.size(), 16384);
        if (size > 0) bench.write(to_echo.substr(0, size));
        to_echo.erase(0, size);
        return bench.connection->received().size() == message.size();
    }));
    EXPECT_TRUE(bench.connection->received() == message);
    EXPECT_TRUE(bench.connection->sent() == message);
    EXPECT_EQ(bench.connection->queued(), 0U);
    EXPECT_EQ(bench.connection->ending(), Ending::open);
}

TEST(Connection, SendsAndReadsInTheBackground) {
    expect_an_echo(kV4);
    expect_an_echo(kV6);
}

TEST(Connection, KnowsBothEnds) {
    Bench bench(kV4);
    bench.connect(std::nullopt);
    EXPECT_EQ(bench.connection->remote(), bench.listening);
    EXPECT_EQ(bench.connection->local().address, kV4);
    EXPECT_NE(bench.connection->local().port, 0);
    EXPECT_EQ(bench.connection->name(), "client");
}

TEST(Connection, SendsWhatWasQueuedBeforeTheHandshakeWasOver) {
    Bench bench(kV4);
    bench.connection->connect(bench.listening, std::nullopt);
    bench.connection->send(plain("early"));
    EXPECT_EQ(bench.connection->queued(), 5U);
    EXPECT_TRUE(bench.comes_true([&] { return bench.connection->queued() == 0; }));
}

TEST(Connection, KeepsWhatTheKernelDoesNotTakeYet) {
    Bench bench(kV4);
    bench.connect(std::nullopt);
    const size_t size = size_t{64} << 20;
    bench.connection->send(plain(base::Bytes(size, 'x')));
    EXPECT_GT(bench.connection->queued(), 0U);
    size_t read = 0;
    EXPECT_TRUE(bench.comes_true([&] {
        read += bench.read().size();
        return read == size;
    }));
    EXPECT_EQ(bench.connection->queued(), 0U);
}

TEST(Connection, SendsSeveralMessagesInOrder) {
    Bench bench(kV4);
    bench.connect(std::nullopt);
    for (const char* const word : {"one ", "", "two ", "three"})
        bench.connection->send(plain(word));
    bench.connection->half_close();
    std::string read;
    EXPECT_TRUE(bench.comes_true([&] {
        read += bench.read();
        return bench.has_ended();
    }));
    EXPECT_EQ(read, "one two three");
}

TEST(Connection, WritesPiecesAsSegmentsOfTheirOwn) {
    Bench bench(kV4);
    bench.connect(std::nullopt);
    bench.connection->send({.bytes = "abcde", .pieces = 2, .with_fin = false});
    EXPECT_TRUE(bench.comes_true([&] { return bench.data_segments() == 3; }));
    bench.connection->send({.bytes = "fgh", .pieces = 1, .with_fin = false});
    EXPECT_TRUE(bench.comes_true([&] { return bench.data_segments() == 6; }));
    EXPECT_EQ(bench.read(), "abcdefgh");
}

TEST(Connection, ReadsNothingWhilePaused) {
    Bench bench(kV4);
    bench.connect(std::nullopt);
    bench.connection->pause_reading();
    EXPECT_TRUE(bench.connection->is_paused());
    bench.write("hello");
    bench.connection->send(plain("x"));  // goes out nevertheless, and shows that the loop ran
    EXPECT_TRUE(bench.comes_true([&] { return bench.read() == "x"; }));
    EXPECT_EQ(bench.connection->received(), "");
    bench.connection->resume_reading();
    EXPECT_TRUE(bench.comes_true([&] { return bench.connection->received() == "hello"; }));
}

TEST(Connection, ClosesItsWindowWhilePausedAndOpensItAgain) {
    Bench bench(kV4);
    bench.connect(4096);
    bench.connection->pause_reading();
    size_t written = 0;
    bench.comes_true([&] {
        const size_t more = bench.write_until_full();
        written += more;
        return more == 0;
    });
    EXPECT_LT(written, size_t{16} << 20);
    EXPECT_EQ(bench.connection->received().size(), 0U);
    bench.connection->resume_reading();
    EXPECT_TRUE(bench.comes_true([&] { return bench.connection->received().size() == written; }));
}

TEST(Connection, MergesEventsOnceThereAreVeryMany) {
    Bench bench(kV4);
    bench.connect(std::nullopt);
    for (size_t i = 1; i <= 1'500; ++i) {
        bench.write("x");
        ASSERT_TRUE(bench.comes_true([&] { return bench.connection->received().size() == i; }));
    }
    const auto& events = bench.connection->events();
    EXPECT_EQ(events.size(), 1'000U);
    EXPECT_EQ(events.front().kind, Event::Kind::connected);
    const uint64_t total =
        std::accumulate(events.begin(), events.end(), uint64_t{0},
                        [](uint64_t sum, const Event& event) { return sum + event.size; });
    EXPECT_EQ(total, 1'500U);
}

}  // namespace
}  // namespace echospec::peer
