// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "engine/settle.hpp"
#include "tests/engine/looks.hpp"

// Settling where the other end is a raw peer, which has no socket, and answers or does not as the
// case says.

namespace echospec::engine {
namespace {

using sandbox::Rest;
using sandbox::SocketEntry;
using sandbox::SocketTimer;
using tests::target_socket;
using tests::tester_end;
using tests::thread;
using wire::State;

enum class TheKernelsTimers { are_let_be, are_waited_for };

TesterSocket raw_peer(TheKernelsTimers timers) {
    return {
        .local = tester_end(), .raw = true, .awaited = timers == TheKernelsTimers::are_waited_for};
}

Look look_at(const SocketEntry& entry, TheKernelsTimers timers) {
    return judge_look({thread(Rest::asleep)}, {entry}, {raw_peer(timers)});
}

SocketEntry entry_in(State state, SocketTimer timer) {
    SocketEntry entry = target_socket();
    entry.state = state;
    entry.timer = timer;
    entry.send_queue = 1;
    return entry;
}

// What the case leaves unanswered will be said again by the kernel for minutes.
TEST(RawSettle, IsSettledBesideWhatTheRawPeerLeavesUnanswered) {
    for (const SocketTimer timer :
         {SocketTimer::retransmit, SocketTimer::window_probe, SocketTimer::keepalive}) {
        for (const State state : {State::syn_received, State::syn_sent, State::established,
                                  State::fin_wait_1, State::last_ack}) {
            EXPECT_EQ(look_at(entry_in(state, timer), TheKernelsTimers::are_let_be).stillness,
                      Stillness::settled);
        }
    }
}

TEST(RawSettle, MovesWhereTheKernelsTimersAreWhatIsWaitedFor) {
    for (const SocketTimer timer :
         {SocketTimer::retransmit, SocketTimer::window_probe, SocketTimer::keepalive}) {
        const Look look =
            look_at(entry_in(State::established, timer), TheKernelsTimers::are_waited_for);
        EXPECT_EQ(look.stillness, Stillness::moving);
        EXPECT_EQ(look.why, "the kernel will send something again");
    }
    EXPECT_EQ(look_at(target_socket(), TheKernelsTimers::are_waited_for).stillness,
              Stillness::settled);
}

TEST(RawSettle, IsNoReasonForMorePatienceBecauseTheKernelSendsAgain) {
    const SocketEntry entry = entry_in(State::established, SocketTimer::retransmit);
    EXPECT_FALSE(look_at(entry, TheKernelsTimers::are_let_be).retransmitting);
}

TEST(RawSettle, MovesWhileTheTargetRuns) {
    const Look look = judge_look({thread(Rest::running)}, {target_socket()},
                                 {raw_peer(TheKernelsTimers::are_let_be)});
    EXPECT_EQ(look.stillness, Stillness::moving);
}

// The raw peer is among all connections, too: the first of an address counts.
TEST(RawSettle, IsTheRawPeersWhereBothAreNamed) {
    const SocketEntry entry = entry_in(State::established, SocketTimer::retransmit);
    const Look look = judge_look({thread(Rest::asleep)}, {entry},
                                 {raw_peer(TheKernelsTimers::are_let_be), tests::reading()});
    EXPECT_EQ(look.stillness, Stillness::settled);
}

TEST(RawSettle, LeavesOtherConnectionsOfTheCaseToTheirOwnRules) {
    SocketEntry other = entry_in(State::established, SocketTimer::retransmit);
    other.remote.port = 40001;
    EXPECT_EQ(look_at(other, TheKernelsTimers::are_let_be).why,
              "a segment is not acknowledged yet");
}

}  // namespace
}  // namespace echospec::engine
