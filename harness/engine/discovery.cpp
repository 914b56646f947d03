// SPDX-License-Identifier: Apache-2.0
#include "engine/discovery.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "capture/captured_frame.hpp"
#include "engine/elsewhere.hpp"
#include "engine/message.hpp"
#include "engine/stage.hpp"
#include "engine/worker.hpp"

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
        text += listener.transport == casefile::Transport::udp ? 'u' : 't';
        text += fmt::format("{:05}", listener.local.port);
        text.append(address.octets.begin(), address.octets.end());
    }
    return text + trouble;
}

constexpr const char* kAnyMessage = "hello";

constexpr size_t kHead = 9, kEntry = 8 + 16;

Listener decode_listener(std::string_view entry) {
    Listener listener;
    listener.local.address.is_v6 = entry[0] == '6';
    listener.v6_only = entry[1] == '1';
    if (entry[2] == 'u') listener.transport = casefile::Transport::udp;
    listener.local.port = static_cast<uint16_t>(std::stoul(std::string(entry.substr(3, 5))));
    std::copy_n(entry.begin() + 8, 16, listener.local.address.octets.begin());
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

// Where a frame wants to begin a conversation.
std::optional<Listener> asked_in(const wire::Frame& frame) {
    if (const auto* const segment = std::get_if<wire::Segment>(&frame)) {
        if (!segment->flags.syn || segment->flags.ack) return std::nullopt;
        return Listener{segment->destination, false, casefile::Transport::tcp};
    }
    const auto* const datagram = std::get_if<wire::Datagram>(&frame);
    if (datagram == nullptr) return std::nullopt;
    return Listener{datagram->destination, false, casefile::Transport::udp};
}

// Whom the target's SYNs and datagrams went to, each once, with the transport and the port that
// were tried first: a name may stand for ::1 and for 127.0.0.1. A closed port answers at once, so
// the socket table would hardly ever show that somebody was asked.
std::vector<Listener> asked(sandbox::Tap& tap) {
    tap.take();
    std::vector<Listener> all;
    for (const auto& frame : capture::decode_all(tap.frames(), wire::LinkType::raw_ip)) {
        const auto one = asked_in(frame);
        if (!one || std::find(all.begin(), all.end(), *one) != all.end()) continue;
        const bool like_the_first = all.empty() || (one->transport == all.front().transport &&
                                                    one->local.port == all.front().local.port);
        if (like_the_first) all.push_back(*one);
    }
    std::sort(all.begin(), all.end());
    return all;
}

std::string observe_server(Stage& stage) {
    std::string trouble = stage.start_target({});
    // Nobody has looked for SYNs.
    if (!trouble.empty() && !stage.settings().role) {
        trouble.insert(std::min(trouble.find('\n'), trouble.size()),
                       "; if it is a client, say --role client");
    }
    if (!trouble.empty()) return encode(Outcome::never_ready, {}, trouble);
    // A program may open its sockets one after another: wait until it does nothing any more.
    stage.settle();
    return encode(Outcome::ready, stage.listeners(), {});
}

std::string observe_any(Stage& stage, const Settings& settings) {
    const bool may_listen = settings.role != Role::client;
    const auto listens = [&] { return may_listen && !stage.listeners().empty(); };
    // Many clients do not even connect before they have read something.
    stage.prepare_client(kAnyMessage);
    const Waited waited =
        stage.start_and_watch([&] { return listens() || !asked(*stage.tap()).empty(); });
    if (waited.how != Waited::How::happened) {
        return encode(Outcome::never_ready, {},
                      stage.why_not_ready(waited, settings.role.value_or(Role::server)));
    }
    // A server may ask another one for something before it listens.
    stage.settle();
    if (listens()) return encode(Outcome::ready, stage.listeners(), {});
    return encode(Outcome::client, asked(*stage.tap()), {});
}

std::string observe(const Settings& settings) {
    Stage stage(settings);
    const bool sees_packets = stage.tap() != nullptr && settings.role != Role::server;
    return sees_packets ? observe_any(stage, settings) : observe_server(stage);
}

// Without a network of its own nobody sees the SYNs of the target: its address must be said.
Discovery client_on_host(const Settings& settings) {
    Discovery discovery{.outcome = Outcome::client, .listeners = {}, .trouble = {}};
    if (settings.port) {
        const auto transport = settings.transport.value_or(casefile::Transport::tcp);
        discovery.listeners = {{.local = {base::Address::v4_loopback(), *settings.port},
                                .v6_only = false,
                                .transport = transport}};
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
    if (settings.connect) return discover_elsewhere(settings);
    if (is_client_on_host(settings)) return client_on_host(settings);
    const auto limit = settings.start_limit + settings.case_limit;
    return decode(in_worker(settings.isolation, limit, [&] { return observe(settings); }));
}

std::vector<Listener> on_transport(std::vector<Listener> listeners, casefile::Transport transport) {
    std::erase_if(listeners,
                  [&](const Listener& listener) { return listener.transport != transport; });
    return listeners;
}

std::vector<uint16_t> ports_of(const std::vector<Listener>& listeners) {
    std::set<uint16_t> ports;
    for (const Listener& listener : listeners)
        ports.insert(listener.local.port);
    return {ports.begin(), ports.end()};
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

std::optional<base::Endpoint> reachable_at(const std::vector<Listener>& listeners,
                                           const base::Address& address) {
    const auto family = address.is_v6 ? casefile::Family::ipv6 : casefile::Family::ipv4;
    for (const Listener& listener : listeners) {
        const bool everywhere = listener.local.address.is_any() && fits(listener, family);
        if (everywhere || listener.local.address == address) {
            return base::Endpoint{address, listener.local.port};
        }
    }
    return std::nullopt;
}

std::string describe(const std::vector<Listener>& listeners) {
    std::vector<std::string> names;
    for (const Listener& listener : listeners) {
        const bool udp = listener.transport == casefile::Transport::udp;
        names.push_back(base::to_string(listener.local) + (udp ? " (UDP)" : ""));
    }
    return base::join(names, ", ");
}

}  // namespace echospec::engine
