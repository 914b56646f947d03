// SPDX-License-Identifier: Apache-2.0
#include "engine/discovery.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "engine/message.hpp"
#include "engine/stage.hpp"
#include "engine/worker.hpp"
#include "sandbox/syn_watch.hpp"

namespace echospec::engine {
namespace {

using Outcome = Discovery::Outcome;
using casefile::Role;

// The worker's answer: a line "ready|never|client", a line per listener, then the trouble.
std::string encode(Outcome outcome, const std::vector<Listener>& listeners,
                   const std::string& trouble) {
    std::string text(1, static_cast<char>('0' + static_cast<int>(outcome)));
    text += fmt::format("{:08}", listeners.size());
    for (const Listener& listener : listeners) {
        const base::Address& address = listener.local.address;
        text += address.is_v6 ? '6' : '4';
        text += listener.v6_only ? '1' : '0';
        text += fmt::format("{:05}", listener.local.port);
        text.append(address.octets.begin(), address.octets.end());
    }
    return text + trouble;
}

constexpr const char* kAnyMessage = "hello";

constexpr size_t kHead = 9, kEntry = 7 + 16;

Listener decode_listener(std::string_view entry) {
    Listener listener;
    listener.local.address.is_v6 = entry[0] == '6';
    listener.v6_only = entry[1] == '1';
    listener.local.port = static_cast<uint16_t>(std::stoul(std::string(entry.substr(2, 5))));
    std::copy_n(entry.begin() + 7, 16, listener.local.address.octets.begin());
    return listener;
}

Discovery decode(const std::string& text) {
    Discovery discovery;
    discovery.outcome = static_cast<Outcome>(text[0] - '0');
    const size_t count = std::stoul(text.substr(1, kHead - 1));
    for (size_t i = 0; i < count; ++i) {
        discovery.listeners.push_back(
            decode_listener(std::string_view(text).substr(kHead + i * kEntry, kEntry)));
    }
    discovery.trouble = text.substr(kHead + count * kEntry);
    return discovery;
}

// The addresses with the port that was tried first: a name may stand for ::1 and for 127.0.0.1.
std::vector<Listener> tried(const std::vector<base::Endpoint>& destinations) {
    std::vector<Listener> addresses;
    for (const base::Endpoint& destination : destinations) {
        if (destination.port == destinations.front().port) {
            addresses.push_back({.local = destination, .v6_only = false});
        }
    }
    std::sort(addresses.begin(), addresses.end());
    return addresses;
}

bool nothing() {
    return false;
}

std::string observe_server(Stage& stage) {
    std::string trouble = stage.start_target({}, {});
    // Nobody has looked for SYNs.
    if (!trouble.empty() && !stage.settings().role) {
        trouble.insert(std::min(trouble.find('\n'), trouble.size()),
                       "; if it is a client, say --role client");
    }
    if (!trouble.empty()) return encode(Outcome::never_ready, {}, trouble);
    // A program may open its sockets one after another: wait until it does nothing any more.
    stage.wait(nothing, Purpose::silence);
    return encode(Outcome::ready, stage.listeners(), {});
}

std::string observe_any(Stage& stage, const Settings& settings, sandbox::SynWatch& syns) {
    const bool may_listen = settings.role != Role::client;
    const auto listens = [&] { return may_listen && !stage.listeners().empty(); };
    // Many clients do not even connect before they have read something.
    stage.prepare_client({}, kAnyMessage);
    const Waited waited =
        stage.start_and_watch([&] { return listens() || !syns.destinations().empty(); });
    if (waited.how != Waited::How::happened) {
        return encode(Outcome::never_ready, {},
                      stage.why_not_ready(waited, settings.role.value_or(Role::server)));
    }
    // A server may ask another one for something before it listens.
    stage.wait(nothing, Purpose::silence);
    if (listens()) return encode(Outcome::ready, stage.listeners(), {});
    return encode(Outcome::client, tried(syns.destinations()), {});
}

// Where raw sockets are forbidden even in a network of one's own, servers can be tested all the
// same.
std::unique_ptr<sandbox::SynWatch> watch_syns(const Settings& settings) {
    const bool not_needed = settings.role == Role::server;
    if (not_needed || settings.isolation == sandbox::Isolation::host) return nullptr;
    try {
        return std::make_unique<sandbox::SynWatch>();
    } catch (const base::HarnessError&) {
        if (settings.role == Role::client) throw;
        return nullptr;
    }
}

std::string observe(const Settings& settings) {
    Stage stage(settings);
    const auto syns = watch_syns(settings);
    return syns ? observe_any(stage, settings, *syns) : observe_server(stage);
}

// Without a network of its own nobody sees the SYNs of the target: its address must be said.
Discovery client_on_host(const Settings& settings) {
    Discovery discovery{.outcome = Outcome::client,
                        .listeners = {},
                        .ports = {},
                        .trouble = {},
                        .target_stderr = {}};
    if (settings.port) {
        const base::Address loopback = base::Address::v4_loopback();
        discovery.listeners = {{.local = {.address = loopback, .port = *settings.port}}};
        return discovery;
    }
    discovery.outcome = Outcome::never_ready;
    discovery.trouble =
        "without the sandbox, where a client connects to is not discovered: write {port} in its "
        "command, or --port";
    return discovery;
}

bool is_client_on_host(const Settings& settings) {
    return settings.isolation == sandbox::Isolation::host &&
           (settings.role == Role::client || takes_message(settings.command));
}

bool fits(const Listener& listener, casefile::Family family) {
    const bool v6 = listener.local.address.is_v6;
    if (family == casefile::Family::ipv6) return v6;
    const bool dual = v6 && listener.local.address.is_any() && !listener.v6_only;
    return !v6 || dual;
}

base::Endpoint as_seen_by(const Listener& listener, casefile::Family family) {
    base::Endpoint endpoint = listener.local;
    if (!endpoint.address.is_any()) return endpoint;
    const bool v6 = family == casefile::Family::ipv6;
    endpoint.address = v6 ? base::Address::v6_loopback() : base::Address::v4_loopback();
    return endpoint;
}

}  // namespace

Discovery discover(const Settings& settings) {
    if (is_client_on_host(settings)) return client_on_host(settings);
    const auto limit = settings.start_limit + settings.case_limit;
    Discovery discovery =
        decode(in_worker(settings.isolation, limit, [&] { return observe(settings); }));
    std::set<uint16_t> ports;
    for (const Listener& listener : discovery.listeners)
        ports.insert(listener.local.port);
    discovery.ports.assign(ports.begin(), ports.end());
    return discovery;
}

std::optional<base::Endpoint> reachable(const std::vector<Listener>& listeners,
                                        casefile::Family family) {
    const auto wanted = family == casefile::Family::any ? casefile::Family::ipv4 : family;
    for (const Listener& listener : listeners) {
        if (fits(listener, wanted)) return as_seen_by(listener, wanted);
    }
    if (family != casefile::Family::any) return std::nullopt;
    return reachable(listeners, casefile::Family::ipv6);
}

std::string describe(const std::vector<Listener>& listeners) {
    std::vector<std::string> names;
    for (const Listener& listener : listeners)
        names.push_back(base::to_string(listener.local));
    return base::join(names, ", ");
}

}  // namespace echospec::engine
