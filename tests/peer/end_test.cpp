// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <cerrno>

#include "tests/peer/bench.hpp"
#include "tests/support/forked.hpp"
#include "tests/support/sockets.hpp"

namespace echospec::peer {
namespace {

using tests::Bench;
using Kind = Event::Kind;

const base::Address kV4 = base::Address::v4_loopback();

Sending plain(base::Bytes bytes) {
    return {.bytes = std::move(bytes), .pieces = {}, .with_fin = false};
}

std::vector<Kind> kinds(const Connection& connection) {
    std::vector<Kind> all;
    for (const Event& event : connection.events())
        all.push_back(event.kind);
    return all;
}

// With a connection already made.
struct Connected : Bench {
    Connected() : Bench(kV4) { connect(std::nullopt); }

    bool ends_by(Ending ending) {
        return comes_true([&] { return connection->ending() != Ending::open; }) &&
               connection->ending() == ending;
    }
};

TEST(ConnectionEnd, GoesOnReadingAfterAHalfClose) {
    Connected bench;
    bench.connection->send(plain("question"));
    bench.connection->half_close();
    std::string read;
    EXPECT_TRUE(bench.comes_true([&] {
        read += bench.read();
        return bench.has_ended();
    }));
    EXPECT_EQ(read, "question");
    EXPECT_TRUE(bench.connection->has_sent_fin());
    EXPECT_EQ(bench.connection->ending(), Ending::open);
    bench.write("answer");
    bench.target.reset();
    EXPECT_TRUE(bench.ends_by(Ending::fin));
    EXPECT_EQ(bench.connection->received(), "answer");
    EXPECT_EQ(kinds(*bench.connection), (std::vector{Kind::connected, Kind::received, Kind::fin}));
}

TEST(ConnectionEnd, SendsFinBehindAllThatIsQueued) {
    Connected bench;
    const size_t size = size_t{32} << 20;
    bench.connection->send(plain(base::Bytes(size, 'x')));
    bench.connection->half_close();
    EXPECT_FALSE(bench.connection->has_sent_fin());
    size_t read = 0;
    EXPECT_TRUE(bench.comes_true([&] {
        read += bench.read().size();
        return bench.has_ended();
    }));
    EXPECT_EQ(read, size);
}

TEST(ConnectionEnd, HalfClosesOnlyOnce) {
    Connected bench;
    bench.connection->half_close();
    EXPECT_TRUE(bench.comes_true([&] { return bench.has_ended(); }));
    const unsigned segments = bench.segments();
    bench.connection->half_close();
    bench.write("x");
    EXPECT_TRUE(bench.comes_true([&] { return bench.connection->received() == "x"; }));
    EXPECT_LE(bench.segments(), segments + 1);  // the ACK of that byte
}

TEST(ConnectionEnd, ReadsAllThatCameBeforeTheFin) {
    Connected bench;
    const std::string last(100'000, 'z');
    bench.write(last);
    bench.target.reset();
    EXPECT_TRUE(bench.ends_by(Ending::fin));
    EXPECT_EQ(bench.connection->received(), last);
}

TEST(ConnectionEnd, PutsTheFinOnTheLastSegment) {
    Connected apart, together;
    const unsigned before_apart = apart.segments(), before_together = together.segments();
    apart.connection->send(plain("last words"));
    apart.connection->half_close();
    together.connection->send({.bytes = "last words", .pieces = {}, .with_fin = true});
    for (Connected* const bench : {&apart, &together}) {
        std::string read;
        EXPECT_TRUE(bench->comes_true([&] {
            read += bench->read();
            return bench->has_ended();
        }));
        EXPECT_EQ(read, "last words");
        EXPECT_TRUE(bench->connection->has_sent_fin());
    }
    EXPECT_EQ(apart.segments() - before_apart, 2U);
    EXPECT_EQ(together.segments() - before_together, 1U);
}

TEST(ConnectionEnd, TakesAResetForWhatItIs) {
    Connected bench;
    tests::reset(bench.target);
    EXPECT_TRUE(bench.ends_by(Ending::reset));
    EXPECT_EQ(kinds(*bench.connection), (std::vector{Kind::connected, Kind::reset}));
}

TEST(ConnectionEnd, ReadsWhatCameBeforeTheReset) {
    Connected bench;
    bench.write("before");
    tests::reset(bench.target);
    EXPECT_TRUE(bench.ends_by(Ending::reset));
    EXPECT_EQ(bench.connection->received(), "before");
}

// The write takes the socket's error, and the read behind it says end-of-file.
TEST(ConnectionEnd, TakesAResetForOneThoughAWriteFailedFirst) {
    Connected bench;
    tests::reset(bench.target);
    bench.connection->send(plain("into the void"));
    EXPECT_EQ(bench.connection->ending(), Ending::reset);
    EXPECT_EQ(kinds(*bench.connection), (std::vector{Kind::connected, Kind::reset}));
    bench.connection->send(plain("again"));
    bench.connection->half_close();
    EXPECT_EQ(bench.connection->ending(), Ending::reset);
}

TEST(ConnectionEnd, TakesAResetForOneInTheMiddleOfALongMessage) {
    Connected bench;
    bench.connection->send(plain(base::Bytes(size_t{64} << 20, 'x')));
    EXPECT_GT(bench.connection->queued(), 0U);
    tests::reset(bench.target);
    EXPECT_TRUE(bench.ends_by(Ending::reset));
    EXPECT_GT(bench.connection->queued(), 0U);
}

TEST(ConnectionEnd, SeesAResetOnlyOnceItReadsAgain) {
    Connected bench;
    bench.connection->pause_reading();
    tests::reset(bench.target);
    for (int round = 0; round < 100; ++round)
        bench.comes_true([] { return true; });
    EXPECT_EQ(bench.connection->ending(), Ending::open);
    bench.connection->resume_reading();
    EXPECT_TRUE(bench.ends_by(Ending::reset));
}

TEST(ConnectionEnd, AbortsWithAReset) {
    Connected bench;
    bench.connection->send(plain(base::Bytes(size_t{64} << 20, 'x')));
    bench.connection->abort();
    EXPECT_TRUE(bench.connection->is_released());
    EXPECT_TRUE(bench.comes_true([&] { return bench.pending_error() == ECONNRESET; }));
    bench.connection->send(plain("nothing comes of it"));
    bench.connection->half_close();
    bench.connection->resume_reading();
    bench.comes_true([] { return true; });
    EXPECT_EQ(bench.connection->ending(), Ending::open);
}

TEST(ConnectionEnd, ClosesInOrder) {
    Connected bench;
    bench.target.reset();
    EXPECT_TRUE(bench.ends_by(Ending::fin));
    bench.connection->close();
    EXPECT_TRUE(bench.connection->is_released());
    bench.comes_true([] { return true; });
    EXPECT_EQ(bench.connection->ending(), Ending::fin);
}

TEST(ConnectionStart, IsRefusedWhereNobodyListens) {
    Bench bench(kV4);
    base::Endpoint nobody;
    {
        const base::Descriptor listener = tests::listen_at({kV4, 0});
        nobody = tests::local_of(listener);
    }
    bench.connection->connect(nobody, std::nullopt);
    EXPECT_TRUE(bench.comes_true([&] { return bench.connection->phase() != Phase::connecting; }));
    EXPECT_EQ(bench.connection->phase(), Phase::refused);
    EXPECT_EQ(kinds(*bench.connection), std::vector{Kind::refused});
    bench.connection->send(plain("x"));
    bench.connection->half_close();
    EXPECT_EQ(bench.connection->ending(), Ending::open);
}

TEST(ConnectionStart, IsUnreachableWhereNoRouteLeads) {
    Bench bench(kV4);
    const base::Endpoint broadcast{{.is_v6 = false, .octets = {255, 255, 255, 255}}, 7};
    bench.connection->connect(broadcast, std::nullopt);
    EXPECT_TRUE(bench.comes_true([&] { return bench.connection->phase() != Phase::connecting; }));
    EXPECT_EQ(bench.connection->phase(), Phase::unreachable);
}

TEST(ConnectionStart, MayBeGivenUp) {
    Bench bench(kV4);
    bench.connection->connect(bench.listening, std::nullopt);
    bench.connection->close();
    bench.comes_true([] { return true; });
    EXPECT_EQ(bench.connection->phase(), Phase::connecting);
}

TEST(Events, AreNamed) {
    EXPECT_EQ(to_string(Kind::connected), "connected");
    EXPECT_EQ(to_string(Kind::refused), "refused");
    EXPECT_EQ(to_string(Kind::received), "received");
    EXPECT_EQ(to_string(Kind::fin), "FIN");
    EXPECT_EQ(to_string(Kind::reset), "RST");
    EXPECT_EQ(to_string(Kind::timed_out), "timed out");
}

}  // namespace
}  // namespace echospec::peer
