// SPDX-License-Identifier: Apache-2.0
#include "engine/stage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>

#include "base/error.hpp"
#include "base/text.hpp"
#include "engine/group_name.hpp"
#include "engine/message.hpp"
#include "sandbox/command.hpp"
#include "sandbox/link_state.hpp"
#include "sandbox/network.hpp"
#include "sandbox/own_device.hpp"

namespace echospec::engine {
namespace {

using base::Clock;
using base::Instant;
using How = Waited::How;

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

// With an address of the tester for each version of IP that the target speaks.
sandbox::OwnDevice device_of(const casefile::OwnStack& stack) {
    const auto kind = stack.is_tap() ? sandbox::DeviceKind::tap : sandbox::DeviceKind::tun;
    sandbox::OwnDevice device{.name = stack.device, .kind = kind, .tester = {}, .beyond = {}};
    for (const bool v6 : {false, true}) {
        const auto target = stack.of_version(v6);
        if (target) device.tester.push_back(stack.beside(*target));
    }
    return device;
}

}  // namespace

Stage::Stage(const Settings& settings, const casefile::Start& start)
    : settings_(settings),
      start_(start),
      loop_(1),
      work_(boost::asio::make_work_guard(loop_)),
      limit_(settings.patience),
      longest_sleep_(settings.patience),
      deadline_(Clock::now() + settings.case_limit),
      ready_at_(Clock::now()) {
    if (settings.isolation == sandbox::Isolation::sandbox) {
        sandbox::enter_fresh_network(start.delayed_acks ? sandbox::Acknowledgments::delayed
                                                        : sandbox::Acknowledgments::at_once);
        for (const auto& [name, value] : start.kernel)
            sandbox::write_setting("/proc/sys/net/ipv4/" + name, value);
        if (settings.own_stack) open_own_stack(*settings.own_stack);
        open_tap();
    }
    sockets_.emplace();
    datagrams_.emplace(loop_, settings_);
}

void Stage::open_own_stack(const casefile::OwnStack& stack) {
    sandbox::OwnDevice device = device_of(stack);
    if (settings_.role == casefile::Role::client) return sandbox::open_own_device(device);
    const RawPlace place =
        place_raw_peer(stack, settings_.port.value_or(0), casefile::Role::server);
    if (place.v6) device.beyond.push_back(place.v6->tester.address);
    sandbox::open_own_device(device);
    open_raw_ground(place);  // whether a server is ready, a raw peer finds out
}

void Stage::open_raw_ground(const std::vector<Listener>& listeners, casefile::Role role) {
    if (raw_) return;
    if (!settings_.own_stack) return open_raw_ground(place_raw_peer(listeners, role));
    const casefile::OwnStack& stack = *settings_.own_stack;
    sandbox::leave_address(stack.gateway(), stack.beside(stack.address(), 1));
    open_raw_ground(place_raw_peer(stack, listeners.front().local.port, role));
}

void Stage::open_raw_ground(const RawPlace& place) {
    RawPlace ready = place;
    if (start_.delayed_acks) ready.link.acknowledgments = sandbox::Acknowledgments::delayed;
    raw_.emplace(loop_, std::move(ready));
    if (settings_.own_stack) raw_->open_side_way(sandbox::open_side_way());
}

void Stage::await_own_device() {
    if (!settings_.own_stack || own_device_is_up_) return;
    sandbox::wait_until_operational(sandbox::kOwnDevice);
    own_device_is_up_ = true;
}

RawConnections Stage::open_raw(const casefile::RawPeer& peer, uint64_t seed) {
    Connections& group = anew(peer.as);
    const RawConnections opened = raw_->open(peer, seed);
    group.assign(opened.begin(), opened.end());
    return opened;
}

// Where packet sockets are forbidden nothing is captured, and cases that ask for it say so.
void Stage::open_tap() {
    try {
        tap_.emplace(settings_.own_stack ? sandbox::Passage::forwarded : sandbox::Passage::direct);
    } catch (const base::HarnessError&) {
        tap_.reset();
    }
}

Stage::~Stage() {
    for (const auto& acceptor : acceptors_)
        acceptor->close();
    for (const auto& connection : every_connection())
        connection->close();
}

std::string Stage::start_target(const std::vector<Listener>& known) {
    return start_until_ready(known);
}

std::string Stage::restart_target(const std::vector<Listener>& known) {
    target_->end_everything();
    return start_until_ready(known);
}

void Stage::start_second_instance() {
    launch(second_);
}

void Stage::launch(std::unique_ptr<sandbox::Target>& place) {
    place.reset();
    sandbox::Launch launch = launch_of(settings_, start_);
    if (!message_.empty() || start_.message) give_message(launch, message_);
    place = std::make_unique<sandbox::Target>(loop_, launch);
}

Waited Stage::start_and_watch(const std::function<bool()>& is_enough) {
    launch(target_);
    limit_ = settings_.start_limit;
    deadline_ = std::max(deadline_, Clock::now() + settings_.start_limit);
    const Waited waited = wait(is_enough, Purpose::reply);
    limit_ = settings_.patience;
    return waited;
}

void Stage::prepare_client(std::string message) {
    message_ = std::move(message);
}

void Stage::start_client() {
    launch(target_);
}

void Stage::listen(const std::vector<Listener>& addresses, const casefile::Listen& options) {
    for (const Listener& address : addresses) {
        acceptors_.push_back(std::make_shared<peer::Acceptor>(loop_));
        acceptors_.back()->listen({.on = address.local,
                                   .receive_buffer = options.receive_buffer,
                                   .send_buffer = options.send_buffer});
    }
}

bool Stage::has_accepted() const {
    return std::any_of(acceptors_.begin(), acceptors_.end(),
                       [](const auto& acceptor) { return acceptor->has_accepted(); });
}

peer::Connection& Stage::accept(const std::string& name) {
    const auto found = std::find_if(acceptors_.begin(), acceptors_.end(),
                                    [](const auto& acceptor) { return acceptor->has_accepted(); });
    peer::Connection& connection = *open(name, 1).front();
    connection.adopt((*found)->take());
    return connection;
}

std::string Stage::start_until_ready(const std::vector<Listener>& known) {
    if (settings_.own_stack) probe_.emplace(*raw_, settings_.transport);
    const Waited waited = start_and_watch([&] { return has_all(listeners_like(known), known); });
    if (waited.how != How::happened) return why_not_ready(waited, casefile::Role::server);
    if (probe_ && probe_->is_refused()) settle();  // its program may not have come so far yet
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

std::string Stage::why_not_ready(const Waited& waited, casefile::Role role) {
    const bool is_client = role == casefile::Role::client;
    const bool udp = settings_.transport == casefile::Transport::udp;
    const auto end = target_->end();
    const std::string errors = base::printable_lines(tail(target_->standard_error().text()));
    std::string reason =
        end && !target_->alive()
            ? fmt::format("it ended without {}: {}", is_client ? "connecting" : "listening",
                          sandbox::to_string(*end))
            : fmt::format("it does not {}{} ({})", is_client ? "connect" : "listen",
                          udp ? " on UDP" : "", to_string(waited));
    if (!errors.empty()) reason += "\nits stderr:\n" + errors;
    return reason;
}

// What had the name before goes on, out of the steps' sight.
Connections& Stage::anew(const std::string& name) {
    Connections& group = connections_[name];
    Connections& retired = retired_[name];
    retired.insert(retired.end(), group.begin(), group.end());
    group.clear();
    return group;
}

SocketConnections Stage::open(const std::string& name, unsigned count) {
    Connections& group = anew(name);
    SocketConnections opened;
    for (unsigned i = 1; i <= count; ++i) {
        opened.push_back(std::make_shared<peer::Connection>(loop_, name_in_group(name, i, count)));
        group.push_back(opened.back());
    }
    return opened;
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
