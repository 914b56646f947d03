// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/steady_timer.hpp>

#include "engine/patience.hpp"
#include "engine/stage.hpp"

// How the stage waits: what settling and patience decide, put to work on the kernel's tables.

namespace echospec::engine {
namespace {

using base::Clock;
using base::Duration;
using base::Instant;
using How = Waited::How;
using namespace std::chrono_literals;

constexpr Duration kQuiet = 250ms;
constexpr Duration kFirstSlice = 50us;
// What comes at all mostly comes at once: so long, only the loop is watched, which costs nothing.
constexpr Duration kHeadStart = 300us;
constexpr Duration kLongestSlice = 5ms;
// A slice that took this much longer than asked for: the machine kept us from running.
constexpr Duration kStall = 500ms;
// Programs give up a lost datagram after some seconds.
constexpr Duration kTimeLimit = 15s;
// A repetition comes after a second at first, and then after twice the time (RFC 6298 §2, §5.5);
// some stacks begin with three seconds, as RFC 1122 said. No shorter --patience makes that faster.
constexpr Duration kRepetition = 3s;
constexpr Duration kRepetitionOfOwnStack = 15s;

}  // namespace

std::string to_string(const Waited& waited) {
    const std::string took = base::format_duration(waited.took);
    switch (waited.how) {
        case How::happened:
            return "after " + took;
        case How::settled:
            return fmt::format("settled after {}: {}", took, waited.why);
        case How::quiet:
            return fmt::format("quiet 250 ms, ended after {}: {}", took, waited.why);
        case How::patience:
            return fmt::format("patience ended after {}: {}", took, waited.why);
    }
    return "";
}

// Runs what is ready; else sleeps in the loop until something is, for a slice at most.
void Stage::keep_going(Duration slice) {
    loop_.restart();
    if (loop_.poll() > 0) return;
    boost::asio::steady_timer timer(loop_, slice);
    timer.async_wait([](const boost::system::error_code&) {});
    loop_.run_one();
}

Look Stage::look(Purpose purpose) {
    const bool timers_count = purpose == Purpose::again;
    std::vector<TesterSocket> tester;
    // Raw ones first: they are among all connections, too, and the first of an address counts.
    for (const auto& connection : raw_ ? raw_->all() : RawConnections{})
        tester.push_back({.local = connection->local(), .raw = true, .awaited = timers_count});
    for (const auto& connection : all_connections()) {
        tester.push_back({.local = connection->local(),
                          .paused = connection->is_paused() || connection->is_released()});
    }
    auto threads = sandbox::look_at_threads(longest_sleep_);
    std::vector<sandbox::SocketEntry> entries = sockets_->all();
    std::erase_if(entries, [&](const sandbox::SocketEntry& entry) { return !is_ours(entry); });
    Look look = datagrams_->complete(judge_look(std::move(threads), std::move(entries), tester));
    const std::string motion = unseen_motion(look.stillness);
    if (!motion.empty()) {
        look.stillness = Stillness::moving;
        look.why = motion;
    }
    if (settings_.connect && look.stillness == Stillness::settled) {
        look.stillness = Stillness::timed;
        look.why = "the server is elsewhere, and what it does is not seen";
    }
    return look;
}

// What neither the threads nor the kernel's sockets show; empty if there is no such thing.
std::string Stage::unseen_motion(Stillness seen) {
    if (probe_ && !probe_->is_answered()) return "the SYNs to its own stack are not accepted yet";
    if (has_packets_on_the_way()) return "what the raw peer sent is under way";
    const bool is_known = seen == Stillness::moving;
    if (is_known || !raw_ || !raw_->awaits_ack()) return {};
    return "what the raw peer sent is not acknowledged yet";
}

// The link loses nothing, but a busy machine may take a while to look at what is on it.
bool Stage::has_packets_on_the_way() {
    if (!raw_ || !tap_ || settings_.own_stack) return false;
    tap_->take();
    return tap_->from_raw_peer() + tap_->lost() < raw_->packets_sent();
}

// On the host's network only the tester's own conversations count.
bool Stage::is_ours(const sandbox::SocketEntry& entry) const {
    if (settings_.isolation == sandbox::Isolation::sandbox) return true;
    const auto connections = all_connections();
    return std::any_of(connections.begin(), connections.end(), [&](const auto& connection) {
        return entry.local == connection->local() || entry.remote == connection->local();
    });
}

std::optional<How> Stage::conclude(const Look& first, Purpose purpose, Instant quiet_since,
                                   const std::function<bool()>& happened) {
    if (first.stillness == Stillness::settled) {
        take_what_came();
        if (happened()) return How::happened;
        if (!nothing_happened(first, look(purpose))) return std::nullopt;
        take_what_came();
        return happened() ? How::happened : How::settled;
    }
    const bool quiet = first.stillness == Stillness::timed && purpose == Purpose::silence &&
                       Clock::now() - quiet_since >= kQuiet;
    return quiet ? std::optional(How::quiet) : std::nullopt;
}

// Octets that the tester's sockets took or gave so far: while they grow, something goes on.
uint64_t Stage::bytes_moved() const {
    uint64_t sum = datagrams_->moved();
    for (const auto& connection : all_connections()) {
        sum += connection->received().size() + connection->sent().size() - connection->queued();
    }
    return sum;
}

Waited Stage::wait_for_time_limit(const std::function<bool()>& happened) {
    const Duration usual = limit_;
    limit_ = longest_sleep_ = std::max(usual, Duration(kTimeLimit));
    const Waited waited = wait(happened, Purpose::reply);
    limit_ = usual;
    longest_sleep_ = settings_.patience;
    return waited;
}

void Stage::take_what_came() {
    loop_.restart();
    loop_.poll();
}

Waited Stage::wait_until(const std::function<bool()>& happened, Instant deadline) {
    const Instant start = Clock::now();
    while (!happened() && Clock::now() < deadline)
        keep_going(std::min<Duration>(kLongestSlice, deadline - Clock::now()));
    Waited waited;
    if (!happened()) waited.how = How::patience;
    waited.took = Clock::now() - start;
    return waited;
}

Waited Stage::settle() {
    return wait([] { return false; }, Purpose::silence);
}

Duration Stage::limit_for(Purpose purpose) const {
    if (purpose != Purpose::again) return limit_;
    return std::max<Duration>(limit_, settings_.own_stack ? kRepetitionOfOwnStack : kRepetition);
}

Waited Stage::wait(const std::function<bool()>& happened, Purpose purpose) {
    const Instant start = Clock::now();
    const Duration limit = limit_for(purpose);
    Instant quiet_since = start;
    Duration slice = kFirstSlice;
    std::optional<Patience> patience;
    Waited waited;
    while (true) {
        take_what_came();
        waited.took = Clock::now() - start;
        if (happened()) return waited;
        if (purpose != Purpose::silence && waited.took < kHeadStart) {
            keep_going(slice);
            continue;
        }
        const Look now = look(purpose);
        waited.why = now.why;
        if (now.stillness == Stillness::moving) quiet_since = Clock::now();
        if (const auto how = conclude(now, purpose, quiet_since, happened)) {
            waited.how = *how;
            waited.took = Clock::now() - start;
            return waited;
        }
        const Signs signs{Clock::now(), now.queued, sandbox::own_queued_time(), bytes_moved(),
                          purpose != Purpose::silence && now.retransmitting};
        if (!patience) patience.emplace(limit, signs);
        const bool patience_over = patience->is_over(signs);
        waited.starved = waited.starved || patience->is_starved();
        if (patience_over || signs.now > deadline_) {
            waited.how = How::patience;
            waited.under_way = !patience_over;
            return waited;
        }
        keep_going(slice);
        if (tap_) tap_->take();
        if (Clock::now() - signs.now > slice + kStall) waited.starved = true;
        slice = std::min(slice * 3 / 2, kLongestSlice);
    }
}

}  // namespace echospec::engine
