// SPDX-License-Identifier: Apache-2.0
#include "engine/settle.hpp"

#include <gtest/gtest.h>

#include <chrono>

#include "tests/engine/looks.hpp"

namespace echospec::engine {
namespace {

using sandbox::Rest;
using sandbox::SocketEntry;
using sandbox::SocketTimer;
using sandbox::ThreadLook;
using tests::paused;
using tests::reading;
using tests::target_socket;
using tests::tester_socket;
using tests::thread;
using wire::State;
using namespace std::chrono_literals;

Look with_threads(std::vector<ThreadLook> threads) {
    return judge_look(std::move(threads), {}, {});
}

// Every thread asleep, so that the sockets alone decide.
Look with_sockets(std::vector<SocketEntry> sockets, std::vector<TesterSocket> tester) {
    return judge_look({thread(Rest::asleep)}, std::move(sockets), tester);
}

void expect_moving(const Look& look, const std::string& why) {
    EXPECT_EQ(look.stillness, Stillness::moving);
    EXPECT_EQ(look.why, why);
}

TEST(JudgeLook, IsSettledWhereEveryThreadSleeps) {
    const Look look =
        with_threads({thread(Rest::asleep), thread(Rest::asleep), thread(Rest::stopped)});
    EXPECT_EQ(look.stillness, Stillness::settled);
    EXPECT_EQ(look.why, "every thread of the target sleeps: epoll_wait, stopped");
}

TEST(JudgeLook, IsSettledWhereNoProcessIsLeft) {
    const Look look = with_threads({});
    EXPECT_EQ(look.stillness, Stillness::settled);
    EXPECT_EQ(look.why, "no process of the target is left");
}

TEST(JudgeLook, IsSettledBesideAZombie) {
    EXPECT_EQ(with_threads({thread(Rest::ended), thread(Rest::asleep)}).stillness,
              Stillness::settled);
}

TEST(JudgeLook, MovesWhileAnyThreadRuns) {
    expect_moving(with_threads({thread(Rest::asleep), thread(Rest::timed), thread(Rest::running)}),
                  "ended (4194305): running");
}

TEST(JudgeLook, IsTimedWhileAThreadMayWakeByItself) {
    const Look look = with_threads({thread(Rest::asleep), thread(Rest::timed)});
    EXPECT_EQ(look.stillness, Stillness::timed);
    EXPECT_EQ(look.why, "ended (4194305): poll of 10.0 ms");
}

TEST(JudgeLook, MovesByAQueueEvenWhereAThreadSleepsWithALimit) {
    SocketEntry entry = target_socket();
    entry.send_queue = 1;
    expect_moving(judge_look({thread(Rest::timed)}, {entry}, {reading()}), "bytes are under way");
}

TEST(JudgeLook, AddsUpTheTimeThatThreadsWaitedForAProcessor) {
    ThreadLook first = thread(Rest::asleep), second = thread(Rest::asleep);
    first.queued = 3ms;
    second.queued = 4ms;
    EXPECT_EQ(with_threads({first, second}).queued, 7ms);
}

TEST(JudgeLook, IsSettledBesideSocketsAtRest) {
    EXPECT_EQ(with_sockets({target_socket(), tester_socket()}, {reading()}).stillness,
              Stillness::settled);
}

TEST(JudgeLook, LetsListenersBeHoweverLongTheirQueues) {
    SocketEntry entry = target_socket();
    entry.state = State::listen;
    entry.receive_queue = 3;
    entry.send_queue = 128;
    EXPECT_EQ(with_sockets({entry}, {}).stillness, Stillness::settled);
}

TEST(JudgeLook, LetsTimeWaitBe) {
    SocketEntry entry = tester_socket();
    entry.state = State::time_wait;
    entry.timer = SocketTimer::time_wait;
    EXPECT_EQ(with_sockets({entry}, {reading()}).stillness, Stillness::settled);
}

TEST(JudgeLook, LetsKeepaliveBe) {
    SocketEntry entry = target_socket();
    entry.timer = SocketTimer::keepalive;
    EXPECT_EQ(with_sockets({entry}, {reading()}).stillness, Stillness::settled);
}

TEST(JudgeLook, MovesWhileAHandshakeIsUnderWay) {
    for (const State state : {State::syn_sent, State::syn_received}) {
        SocketEntry entry = tester_socket();
        entry.state = state;
        expect_moving(with_sockets({entry}, {}), "a handshake is under way");
    }
}

TEST(JudgeLook, MovesWhileASegmentIsNotAcknowledged) {
    for (const State state : {State::established, State::fin_wait_1, State::last_ack,
                              State::closing, State::close_wait}) {
        SocketEntry entry = target_socket();
        entry.state = state;
        entry.timer = SocketTimer::retransmit;
        expect_moving(with_sockets({entry}, {}), "a segment is not acknowledged yet");
    }
}

TEST(JudgeLook, TellsWhatTheKernelWillSendAgain) {
    EXPECT_FALSE(with_sockets({target_socket(), tester_socket()}, {}).retransmitting);
    SocketEntry entry = target_socket();
    entry.timer = SocketTimer::retransmit;
    EXPECT_TRUE(with_sockets({tester_socket(), entry}, {}).retransmitting);
    for (const State state : {State::syn_sent, State::syn_received}) {
        entry.state = state;
        EXPECT_FALSE(with_sockets({entry}, {}).retransmitting);
    }
}

TEST(JudgeLook, MovesWhileBytesAreUnderWay) {
    for (const SocketEntry& side : {target_socket(), tester_socket()}) {
        SocketEntry entry = side;
        entry.send_queue = 1;
        expect_moving(with_sockets({entry}, {reading()}), "bytes are under way");
    }
}

TEST(JudgeLook, MovesWhileATesterThatReadsHasNotReadAll) {
    SocketEntry entry = tester_socket();
    entry.receive_queue = 1;
    expect_moving(with_sockets({entry}, {reading()}), "the tester has not read all");
}

TEST(JudgeLook, LeavesUnreadWhatATesterIsPausedFor) {
    SocketEntry entry = tester_socket();
    entry.receive_queue = 1;
    EXPECT_EQ(with_sockets({entry}, {paused()}).stillness, Stillness::settled);
}

TEST(JudgeLook, LeavesUnreadWhatASleepingTargetDoesNotRead) {
    SocketEntry entry = target_socket();
    entry.receive_queue = 4096;
    EXPECT_EQ(with_sockets({entry}, {reading()}).stillness, Stillness::settled);
}

// A sender whose window is closed, and whoever does not read at the other end.
TEST(JudgeLook, IsSettledWhereTheOtherEndDoesNotReadWhatItHas) {
    SocketEntry sender = target_socket();
    sender.send_queue = 100'000;
    sender.timer = SocketTimer::window_probe;
    SocketEntry reader = tester_socket();
    reader.receive_queue = 65'536;
    EXPECT_EQ(with_sockets({sender, reader}, {paused()}).stillness, Stillness::settled);
    expect_moving(with_sockets({sender, reader}, {reading()}), "the tester has not read all");
}

TEST(JudgeLook, MovesWhereAProbeWillFindAnOpenWindow) {
    SocketEntry sender = target_socket();
    sender.send_queue = 100'000;
    sender.timer = SocketTimer::window_probe;
    expect_moving(with_sockets({sender, tester_socket()}, {paused()}), "bytes are under way");
    SocketEntry stranger = tester_socket();
    stranger.local.port = 40001;
    stranger.receive_queue = 65'536;
    expect_moving(with_sockets({sender, stranger}, {paused()}), "bytes are under way");
}

TEST(JudgeLook, MovesWhereHeldBackBytesAreNotWhatIsMissing) {
    SocketEntry sender = target_socket();
    sender.send_queue = 10;
    SocketEntry reader = tester_socket();
    reader.receive_queue = 10;
    expect_moving(with_sockets({sender, reader}, {paused()}), "bytes are under way");
}

Look quiet_look() {
    return judge_look({thread(Rest::asleep)}, {target_socket(), tester_socket()}, {reading()});
}

TEST(NothingHappened, HoldsForTwoLooksThatAreAlike) {
    EXPECT_TRUE(nothing_happened(quiet_look(), quiet_look()));
    Look other = quiet_look();
    other.queued = 1s;  // of waiting alone nothing comes
    EXPECT_TRUE(nothing_happened(quiet_look(), other));
}

TEST(NothingHappened, DeniesAnyDifference) {
    std::vector<Look> others(9, quiet_look());
    others[0].threads[0].time_slices += 1;
    others[1].threads[0].rest = Rest::stopped;
    others[2].threads[0].thread -= 1;
    others[3].threads.push_back(thread(Rest::asleep));
    others[4].threads.clear();
    others[5].sockets[0].receive_queue = 1;
    others[6].sockets.pop_back();
    others[7].stillness = Stillness::timed;
    others[8].threads[0].rest = Rest::ended;
    for (const Look& other : others) {
        EXPECT_FALSE(nothing_happened(quiet_look(), other)) << &other - others.data();
        EXPECT_FALSE(nothing_happened(other, quiet_look())) << &other - others.data();
    }
}

}  // namespace
}  // namespace echospec::engine
