// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/address.hpp"
#include "base/duration.hpp"
#include "sandbox/datagram_table.hpp"
#include "sandbox/process_table.hpp"
#include "sandbox/socket_table.hpp"

// Whether anything can still happen without a new stimulus, decided by what the kernel shows.
//
// The target is settled when each of its threads sleeps in a wait that only an event ends, and no
// queue moves: nothing sent is unacknowledged, nothing received is unread by a tester that reads.
// Two looks in a row must say so, and no thread may have run between them: then there is nothing
// left that could start anything. A look is not taken in one instant, so what vanishes while it is
// taken counts as running, and a zombie must be there in both: else the end of a child could wake
// its parent just after the parent was seen asleep.

namespace echospec::engine {

enum class Stillness { moving, timed, settled };

// A connection of the tester, as far as it explains queues.
struct TesterSocket {
    base::Endpoint local;
    bool paused = false;   // nobody reads it on purpose
    bool raw = false;      // no socket: it leaves the target's segments unanswered on purpose
    bool awaited = false;  // of a raw one: that the kernel sends something again is waited for
};

struct Look {
    Stillness stillness = Stillness::moving;
    bool retransmitting = false;  // the kernel will send something again, whatever the target does
    std::string why;              // "python3 (7) runs", "every thread sleeps: epoll_wait"
    base::Duration queued{};      // time that the target's threads spent waiting for a processor
    std::vector<sandbox::ThreadLook> threads;
    std::vector<sandbox::SocketEntry> sockets;
    std::vector<sandbox::DatagramEntry> datagram_sockets;
};

// Judges what was read. Pure.
Look judge_look(std::vector<sandbox::ThreadLook> threads, std::vector<sandbox::SocketEntry> sockets,
                const std::vector<TesterSocket>& tester);

// The same look with what is known of datagrams: one that waits in a backlog, or that the tester
// has not read yet, moves. One that lies unread at the target does not: it wakes whoever waits for
// it.
Look with_datagrams(Look look, std::vector<sandbox::DatagramEntry> sockets, uint64_t backlog,
                    const std::vector<base::Endpoint>& readers);

// Whether nothing at all happened between two looks.
bool nothing_happened(const Look& first, const Look& second);

}  // namespace echospec::engine
