// SPDX-License-Identifier: Apache-2.0
#include "engine/stage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "engine/patience.hpp"
#include "sandbox/command.hpp"
#include "sandbox/network.hpp"
#include "sandbox/open_files.hpp"

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
constexpr size_t kShownOutput = 2000;

sandbox::Launch launch_of(const Settings& settings, const casefile::Start& start) {
    sandbox::Launch launch;
    launch.command = settings.command;
    launch.command[0] = settings.program;
    launch.directory = settings.directory;
    launch.environment = settings.environment;
    launch.read_output = start.output_read;
    launch.descriptor_limit = start.descriptor_limit;
    switch (start.stdin_kind) {
        case casefile::Stdin::null_device:
            launch.input = sandbox::Input::null_device;
            break;
        case casefile::Stdin::closed:
            launch.input = sandbox::Input::closed;
            break;
        case casefile::Stdin::idle_pipe:
            launch.input = sandbox::Input::idle_pipe;
            break;
    }
    return launch;
}

std::string tail(const std::string& text) {
    if (text.size() <= kShownOutput) return text;
    return "…" + text.substr(text.size() - kShownOutput);
}

// Each listener known from before is there again; a port may be another one each time.
bool has_all(const std::vector<Listener>& now, const std::vector<Listener>& known) {
    if (now.empty()) return false;
    return std::all_of(known.begin(), known.end(), [&](const Listener& wanted) {
        return std::any_of(now.begin(), now.end(), [&](const Listener& listener) {
            return listener.local.address == wanted.local.address &&
                   listener.transport == wanted.transport;
        });
    });
}

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

Stage::Stage(const Settings& settings, const casefile::Start& start)
    : settings_(settings),
      start_(start),
      loop_(1),
      work_(boost::asio::make_work_guard(loop_)),
      limit_(settings.patience),
      deadline_(Clock::now() + settings.case_limit),
      ready_at_(Clock::now()) {
    if (settings.isolation == sandbox::Isolation::sandbox) {
        sandbox::enter_fresh_network(start.delayed_acks ? sandbox::Acknowledgments::delayed
                                                        : sandbox::Acknowledgments::at_once);
        tap_.emplace();
    }
    sockets_.emplace();
    datagrams_.emplace(loop_, settings_);
}

Stage::~Stage() {
    for (const auto& connection : every_connection())
        connection->close();
}

std::string Stage::start_target(const std::vector<Listener>& known) {
    launch(target_);
    return wait_until_ready(known);
}

std::string Stage::restart_target(const std::vector<Listener>& known) {
    target_->end_everything();
    launch(target_);
    return wait_until_ready(known);
}

void Stage::start_second_instance() {
    launch(second_);
}

void Stage::launch(std::unique_ptr<sandbox::Target>& place) {
    place.reset();
    place = std::make_unique<sandbox::Target>(loop_, launch_of(settings_, start_));
}

std::string Stage::wait_until_ready(const std::vector<Listener>& known) {
    limit_ = settings_.start_limit;
    deadline_ = std::max(deadline_, Clock::now() + settings_.start_limit);
    const auto is_ready = [&] { return has_all(listeners_like(known), known); };
    const Waited waited = wait(is_ready, Purpose::reply);
    limit_ = settings_.patience;
    if (waited.how != How::happened) return why_not_ready(waited);
    ready_at_ = Clock::now();
    return {};
}

// What listens now, of the transports that are waited for: of each, if none is known yet.
std::vector<Listener> Stage::listeners_like(const std::vector<Listener>& known) {
    if (known.empty()) return listeners();
    std::vector<Listener> now;
    for (const auto transport : {casefile::Transport::tcp, casefile::Transport::udp}) {
        if (on_transport(known, transport).empty()) continue;
        for (const Listener& listener : listeners(transport))
            now.push_back(listener);
    }
    return now;
}

std::string Stage::why_not_ready(const Waited& waited) {
    const bool udp = settings_.transport == casefile::Transport::udp;
    const auto end = target_->end();
    const std::string errors = base::printable_lines(tail(target_->standard_error().text()));
    std::string reason =
        end && !target_->alive()
            ? "it ended without listening: " + sandbox::to_string(*end)
            : fmt::format("it does not listen{} ({})", udp ? " on UDP" : "", to_string(waited));
    if (!errors.empty()) reason += "\nits stderr:\n" + errors;
    return reason;
}

// Runs what is ready; else sleeps in the loop until something is, for a slice at most.
void Stage::keep_going(Duration slice) {
    loop_.restart();
    if (loop_.poll() > 0) return;
    boost::asio::steady_timer timer(loop_, slice);
    timer.async_wait([](const boost::system::error_code&) {});
    loop_.run_one();
}

Look Stage::look() {
    std::vector<TesterSocket> tester;
    for (const auto& connection : all_connections()) {
        tester.push_back(
            {connection->local(), connection->is_paused() || connection->is_released()});
    }
    auto threads = sandbox::look_at_threads(settings_.patience);
    std::vector<sandbox::SocketEntry> entries = sockets_->all();
    std::erase_if(entries, [&](const sandbox::SocketEntry& entry) { return !is_ours(entry); });
    return datagrams_->complete(judge_look(std::move(threads), std::move(entries), tester));
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
        loop_.restart();
        loop_.poll();
        if (happened()) return How::happened;
        if (!nothing_happened(first, look())) return std::nullopt;
        loop_.restart();
        loop_.poll();
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

Waited Stage::wait(const std::function<bool()>& happened, Purpose purpose) {
    const Instant start = Clock::now();
    Instant quiet_since = start;
    Duration slice = kFirstSlice;
    std::optional<Patience> patience;
    Waited waited;
    while (true) {
        loop_.restart();
        loop_.poll();
        waited.took = Clock::now() - start;
        if (happened()) return waited;
        if (purpose == Purpose::reply && waited.took < kHeadStart) {
            keep_going(slice);
            continue;
        }
        const Look now = look();
        waited.why = now.why;
        if (now.stillness == Stillness::moving) quiet_since = Clock::now();
        if (const auto how = conclude(now, purpose, quiet_since, happened)) {
            waited.how = *how;
            waited.took = Clock::now() - start;
            return waited;
        }
        const Signs signs{Clock::now(), now.queued, sandbox::own_queued_time(), bytes_moved(),
                          purpose == Purpose::reply && now.retransmitting};
        if (!patience) patience.emplace(limit_, signs);
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

// On the host, only what a process of the target holds is the target's.
std::vector<sandbox::SocketEntry> Stage::own_listeners() {
    std::vector<sandbox::SocketEntry> entries = sockets_->listeners();
    if (settings_.isolation == sandbox::Isolation::host) {
        const std::set<uint64_t> owned = target_inodes();
        std::erase_if(entries, [&](const auto& entry) { return !owned.contains(entry.inode); });
    }
    if (settings_.port) {
        std::erase_if(entries,
                      [&](const auto& entry) { return entry.local.port != *settings_.port; });
    }
    return entries;
}

// What is bound to its ports, beside what listens on TCP.
std::vector<sandbox::DatagramEntry> Stage::own_datagram_servers() {
    std::vector<uint16_t> tcp_ports;
    if (settings_.transport != casefile::Transport::udp) {
        for (const auto& entry : own_listeners())
            tcp_ports.push_back(entry.local.port);
    }
    return datagrams_->servers(tcp_ports);
}

std::vector<Listener> Stage::listeners() {
    std::vector<Listener> all = listeners(casefile::Transport::tcp);
    for (const Listener& listener : listeners(casefile::Transport::udp))
        all.push_back(listener);
    return all;
}

std::vector<Listener> Stage::listeners(casefile::Transport transport) {
    if (settings_.transport && settings_.transport != transport) return {};
    std::set<Listener> found;
    if (transport == casefile::Transport::tcp) {
        for (const auto& entry : own_listeners())
            found.insert({entry.local, entry.v6_only, transport});
    } else {
        for (const auto& entry : own_datagram_servers())
            found.insert({entry.local, entry.v6_only, transport});
    }
    return {found.begin(), found.end()};
}

size_t Stage::listening_sockets() {
    return own_listeners().size() + own_datagram_servers().size();
}

bool Stage::calls_out() {
    return look().sockets.size() > own_listeners().size() || datagrams_->sent_unasked();
}

// sk_acceptq_is_full() of Linux: beyond it, a SYN is dropped and comes again a second later.
bool Stage::accept_queue_is_full() {
    const auto entries = own_listeners();
    return std::any_of(entries.begin(), entries.end(), [](const sandbox::SocketEntry& entry) {
        return entry.receive_queue > entry.send_queue;
    });
}

std::vector<sandbox::SocketEntry> Stage::connected_sockets() {
    const std::set<base::Endpoint> tester = tester_endpoints();
    std::vector<sandbox::SocketEntry> entries = sockets_->all();
    std::erase_if(entries, [&](const sandbox::SocketEntry& entry) {
        const bool ours = settings_.isolation == sandbox::Isolation::sandbox ||
                          tester.contains(entry.local) || tester.contains(entry.remote);
        return entry.state == wire::State::listen || !ours;
    });
    return entries;
}

std::vector<sandbox::SocketEntry> Stage::target_sockets() {
    const std::set<base::Endpoint> tester = tester_endpoints();
    std::vector<sandbox::SocketEntry> entries = connected_sockets();
    std::erase_if(entries, [&](const sandbox::SocketEntry& entry) {
        return entry.state == wire::State::time_wait || tester.contains(entry.local);
    });
    return entries;
}

std::set<base::Endpoint> Stage::tester_endpoints() const {
    std::set<base::Endpoint> endpoints;
    for (const auto& connection : every_connection())
        endpoints.insert(connection->local());
    return endpoints;
}

Connections& Stage::open(const std::string& name, unsigned count) {
    Connections& group = connections_[name];
    Connections& retired = retired_[name];
    retired.insert(retired.end(), group.begin(), group.end());
    group.clear();
    for (unsigned i = 1; i <= count; ++i) {
        const std::string own_name = count == 1 ? name : fmt::format("{}-{}", name, i);
        group.push_back(std::make_shared<peer::Connection>(loop_, own_name));
    }
    return group;
}

Connections& Stage::find(const std::string& name) {
    const auto found = connections_.find(name);
    if (found == connections_.end()) throw base::HarnessError("no connection is called " + name);
    return found->second;
}

Connections Stage::all_connections() const {
    Connections all;
    for (const auto& [name, group] : connections_)
        all.insert(all.end(), group.begin(), group.end());
    return all;
}

Connections Stage::every_connection() const {
    Connections every;
    for (const auto& [name, group] : connections_) {
        const Connections named = every_connection(name);
        every.insert(every.end(), named.begin(), named.end());
    }
    return every;
}

Connections Stage::every_connection(const std::string& name) const {
    Connections every = retired_.at(name);
    const Connections& last = connections_.at(name);
    every.insert(every.end(), last.begin(), last.end());
    return every;
}

}  // namespace echospec::engine
