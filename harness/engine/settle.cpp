// SPDX-License-Identifier: Apache-2.0
#include "engine/settle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace echospec::engine {
namespace {

using sandbox::Rest;
using sandbox::SocketEntry;
using sandbox::SocketTimer;
using sandbox::ThreadLook;
using wire::State;

const TesterSocket* owner(const std::vector<TesterSocket>& tester, const base::Endpoint& endpoint) {
    const auto found = std::find_if(tester.begin(), tester.end(), [&](const TesterSocket& socket) {
        return socket.local == endpoint;
    });
    return found == tester.end() ? nullptr : &*found;
}

bool has_unread(const std::vector<SocketEntry>& sockets, const base::Endpoint& local,
                const base::Endpoint& remote) {
    return std::any_of(sockets.begin(), sockets.end(), [&](const SocketEntry& entry) {
        return entry.local == local && entry.remote == remote && entry.receive_queue > 0;
    });
}

// Whether the other end is the reason that queued bytes do not leave: it does not read what it has.
bool is_held_back(const SocketEntry& entry, const std::vector<SocketEntry>& sockets) {
    return entry.timer == SocketTimer::window_probe &&
           has_unread(sockets, entry.remote, entry.local);
}

bool is_opening(State state) {
    return state == State::syn_sent || state == State::syn_received;
}

// Of a socket whose other end is a raw peer. What that leaves unanswered waits for nothing but the
// kernel's own timers.
std::string motion_before(const TesterSocket& raw_peer, const SocketEntry& entry) {
    const bool timed = entry.timer == SocketTimer::retransmit ||
                       entry.timer == SocketTimer::window_probe ||
                       entry.timer == SocketTimer::keepalive;
    if (raw_peer.awaited && timed) return "the kernel will send something again";
    return {};
}

// To a raw peer, which may hold its ACKs back for ever, it may go on for minutes.
bool is_retransmitting(const SocketEntry& entry, const std::vector<TesterSocket>& tester) {
    const TesterSocket* const other_end = owner(tester, entry.remote);
    const bool to_raw_peer = other_end != nullptr && other_end->raw;
    return entry.timer == SocketTimer::retransmit && !is_opening(entry.state) && !to_raw_peer;
}

// Why this socket will change by itself; empty if it will not.
std::string motion(const SocketEntry& entry, const std::vector<SocketEntry>& sockets,
                   const std::vector<TesterSocket>& tester) {
    if (entry.state == State::listen || entry.state == State::time_wait) return {};
    const TesterSocket* const other_end = owner(tester, entry.remote);
    if (other_end != nullptr && other_end->raw) return motion_before(*other_end, entry);
    if (is_opening(entry.state)) return "a handshake is under way";
    if (entry.timer == SocketTimer::retransmit) return "a segment is not acknowledged yet";
    if (entry.send_queue > 0 && !is_held_back(entry, sockets)) return "bytes are under way";
    const TesterSocket* const reader = owner(tester, entry.local);
    if (reader != nullptr && !reader->paused && entry.receive_queue > 0) {
        return "the tester has not read all";
    }
    return {};
}

std::string name(const ThreadLook& look) {
    return fmt::format("{}: {}", sandbox::process_name(look.process), look.where);
}

std::string sleeping(const std::vector<ThreadLook>& threads) {
    std::set<std::string> places;
    for (const ThreadLook& look : threads)
        places.insert(look.where);
    if (places.empty()) return "no process of the target is left";
    const std::vector<std::string> words(places.begin(), places.end());
    return fmt::format("every thread of the target sleeps: {}", base::join(words, ", "));
}

const ThreadLook* first_at(const std::vector<ThreadLook>& threads, Rest rest) {
    const auto found = std::find_if(threads.begin(), threads.end(),
                                    [&](const ThreadLook& look) { return look.rest == rest; });
    return found == threads.end() ? nullptr : &*found;
}

Look judged(Look look, Stillness stillness, std::string why) {
    look.stillness = stillness;
    look.why = std::move(why);
    return look;
}

}  // namespace

Look judge_look(std::vector<ThreadLook> threads, std::vector<SocketEntry> sockets,
                const std::vector<TesterSocket>& tester) {
    Look look;
    look.threads = std::move(threads);
    look.sockets = std::move(sockets);
    for (const ThreadLook& thread : look.threads)
        look.queued += thread.queued;
    look.retransmitting =
        std::any_of(look.sockets.begin(), look.sockets.end(),
                    [&](const SocketEntry& entry) { return is_retransmitting(entry, tester); });
    if (const ThreadLook* const thread = first_at(look.threads, Rest::running)) {
        const std::string why = name(*thread);
        return judged(std::move(look), Stillness::moving, why);
    }
    for (const SocketEntry& entry : look.sockets) {
        const std::string why = motion(entry, look.sockets, tester);
        if (!why.empty()) return judged(std::move(look), Stillness::moving, why);
    }
    if (const ThreadLook* const thread = first_at(look.threads, Rest::timed)) {
        const std::string why = name(*thread);
        return judged(std::move(look), Stillness::timed, why);
    }
    const std::string why = sleeping(look.threads);
    return judged(std::move(look), Stillness::settled, why);
}

Look with_datagrams(Look look, std::vector<sandbox::DatagramEntry> sockets, uint64_t backlog,
                    const std::vector<base::Endpoint>& readers) {
    look.datagram_sockets = std::move(sockets);
    if (look.stillness == Stillness::moving) return look;
    if (backlog > 0) return judged(std::move(look), Stillness::moving, "a datagram is under way");
    const auto& entries = look.datagram_sockets;
    const bool unread = std::any_of(entries.begin(), entries.end(), [&](const auto& entry) {
        return entry.receive_queue > 0 &&
               std::find(readers.begin(), readers.end(), entry.local) != readers.end();
    });
    if (!unread) return look;
    return judged(std::move(look), Stillness::moving, "the tester has not read all");
}

bool nothing_happened(const Look& first, const Look& second) {
    const auto same_thread = [](const ThreadLook& a, const ThreadLook& b) {
        return a.thread == b.thread && a.rest == b.rest && a.time_slices == b.time_slices;
    };
    return first.stillness == second.stillness && first.sockets == second.sockets &&
           first.datagram_sockets == second.datagram_sockets &&
           std::equal(first.threads.begin(), first.threads.end(), second.threads.begin(),
                      second.threads.end(), same_thread);
}

}  // namespace echospec::engine
