// SPDX-License-Identifier: Apache-2.0
#include "engine/datagram_actions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "casefile/payload.hpp"
#include "engine/on_each.hpp"
#include "engine/wall_clock.hpp"
#include "verdict/judge_content.hpp"

namespace echospec::engine {
namespace {

using peer::DatagramSocket;
using verdict::DatagramView;
using verdict::Finality;
using verdict::Judgement;

using Judge = std::function<Judgement(const DatagramView&, Finality)>;

// A client that has no answer yet may well ask again: the network may have lost either datagram.
bool is_new_attempt(const DatagramSocket& socket, size_t index) {
    const auto& all = socket.received();
    if (!socket.is_adopted() || index >= socket.before_answer.value_or(all.size())) return false;
    const auto here = all.begin() + static_cast<std::ptrdiff_t>(index);
    return std::any_of(all.begin(), here, [&](const peer::Datagram& earlier) {
        return earlier.payload == here->payload;
    });
}

DatagramView view(const DatagramSocket& socket) {
    DatagramView seen{.asked = socket.asked, .fresh = {}};
    if (socket.is_adopted()) seen.none = "no datagram";
    for (size_t i = socket.consumed; i < socket.received().size(); ++i) {
        if (is_new_attempt(socket, i)) continue;
        seen.fresh.push_back({socket.received()[i].from, socket.received()[i].payload});
    }
    return seen;
}

// Takes so many of what the view shows.
void consume(DatagramSocket& socket, uint64_t count) {
    for (; count > 0; ++socket.consumed)
        count -= is_new_attempt(socket, socket.consumed) ? 0 : 1;
}

// What the socket shows, beside what the kernel dropped and no step has told of yet.
DatagramView view_with_losses(ActionContext& context, const DatagramSocket& socket) {
    DatagramView seen = view(socket);
    // A socket that is gone takes its count of drops along.
    const uint64_t lost = context.stage.datagrams().lost();
    seen.lost = std::max(lost, context.losses_told) - context.losses_told;
    return seen;
}

// Judges anew when something has come; losses are looked up only where some answers are missing.
class Watch {
  public:
    Watch(ActionContext& context, DatagramSocket& socket, const Judge& judge)
        : context_(context), socket_(socket), judge_(judge) {}

    bool is_known() {
        const size_t received = socket_.received().size();
        if (judged_at_ != received) {
            judged_at_ = received;
            judgement = judge_(view(socket_), Finality::open);
            if (is_pending() && received > socket_.consumed) {
                judgement = judge_(view_with_losses(context_, socket_), Finality::open);
            }
        }
        return !is_pending();
    }
    void conclude() {
        if (is_pending()) judgement = judge_(view_with_losses(context_, socket_), Finality::final);
    }

    Judgement judgement;

  private:
    bool is_pending() const { return judgement.state == Judgement::State::pending; }

    ActionContext& context_;
    DatagramSocket& socket_;
    const Judge& judge_;
    std::optional<size_t> judged_at_;
};

StepEnd await(ActionContext& context, DatagramSocket& socket, const Judge& judge) {
    Watch watch(context, socket, judge);
    const Waited waited = context.stage.wait([&] { return watch.is_known(); }, Purpose::reply);
    watch.conclude();
    const Judgement& judgement = watch.judgement;
    context.losses_told += judgement.lost;
    consume(socket, judgement.taken);
    StepEnd end = judged(judgement, waited);
    if (!end.finding) return end;
    if (judgement.is_short) {
        end.finding->observed += context.stage.datagrams().whereabouts(socket.asked);
    }
    if (judgement.lost > 0) {
        end.obstacle = "every datagram of the step was lost in a full receive buffer, as UDP may";
    }
    return end;
}

// The address to ask, as the target listens now: its port may be another one at each start.
// Of a client: where it sent from, when it was accepted last.
std::optional<base::Endpoint> address_of(ActionContext& context, const casefile::Connect& action) {
    if (const auto* const client = context.stage.datagrams().last_accepted()) return client->asked;
    const auto known = on_transport(context.listeners, casefile::Transport::udp);
    const auto now = context.stage.listeners(casefile::Transport::udp);
    for (const auto& listeners : {now, known}) {
        const auto found =
            action.to ? reachable_at(listeners, *action.to) : reachable(listeners, action.family);
        if (found) return found;
    }
    return std::nullopt;
}

// Who answers a client in the server's place does so from the same machine.
base::Address own_address(ActionContext& context, const base::Endpoint& asked) {
    if (const auto* const client = context.stage.datagrams().last_accepted()) {
        return client->local().address;
    }
    if (const auto& stack = context.stage.settings().own_stack) return stack->beside(asked.address);
    return asked.address.is_v6 ? base::Address::v6_loopback() : base::Address::v4_loopback();
}

StepEnd open_one(ActionContext& context, DatagramSocket& socket, const casefile::Connect& action) {
    static constexpr const char* kExpected = "a UDP socket of the target is there to be asked";
    const auto asked = address_of(context, action);
    if (!asked) return broken(kExpected, "none is bound to such an address", {});
    socket.asked = *asked;
    const base::Address own = action.from.value_or(own_address(context, *asked));
    const std::string obstacle = own.is_v6 != asked->address.is_v6
                                     ? fmt::format("{} cannot be reached from {}",
                                                   base::to_string(*asked), base::to_string(own))
                                     : socket.open({.local = {own, action.port.value_or(0)},
                                                    .receive_buffer = action.receive_buffer});
    if (!obstacle.empty()) {
        StepEnd end = broken("the tester's own socket", obstacle, {});
        end.obstacle = obstacle;
        return end;
    }
    StepEnd end;
    end.seen = base::to_string(socket.local()) + " to " + base::to_string(*asked);
    return end;
}

std::vector<std::string_view> due(const DatagramSocket& socket) {
    const auto& sent = socket.sent();
    return {sent.begin() + static_cast<std::ptrdiff_t>(socket.echoed), sent.end()};
}

base::Bytes wanted_bytes(ActionContext& context, const casefile::Expected& expected) {
    if (const auto* const message = std::get_if<casefile::ExpectMessage>(&expected)) {
        const std::string& all = context.stage.message();
        return all.substr(0, message->part.size.value_or(all.size()));
    }
    return casefile::expand(std::get<casefile::ExpectBytes>(expected).payload, context.seed);
}

StepEnd receive_one(ActionContext& context, DatagramSocket& socket,
                    const casefile::Expected& expected) {
    if (const auto* const echo = std::get_if<casefile::ExpectEcho>(&expected)) {
        const std::vector<std::string_view> sent = due(socket);
        const auto order = echo->in_order ? verdict::Order::kept : verdict::Order::any;
        socket.echoed = socket.sent().size();
        return await(context, socket, [&](const DatagramView& seen, Finality finality) {
            return verdict::judge_echoes(sent, seen, order, finality);
        });
    }
    if (const auto* const any = std::get_if<casefile::ExpectAny>(&expected)) {
        return await(context, socket, [&](const DatagramView& seen, Finality finality) {
            return verdict::judge_any_datagram(*any, seen, finality, seconds_since_1900());
        });
    }
    const base::Bytes bytes = wanted_bytes(context, expected);
    return await(context, socket, [&](const DatagramView& seen, Finality finality) {
        return verdict::judge_datagram(bytes, seen, finality);
    });
}

// Each datagram that came and has not been sent back yet.
StepEnd send_back(DatagramSocket& socket) {
    for (const size_t all = socket.received().size(); socket.returned < all; ++socket.returned)
        socket.send(socket.asked, socket.received()[socket.returned].payload);
    return {};
}

}  // namespace

StepEnd open_datagram_sockets(ActionContext& context, const casefile::Connect& action) {
    context.stage.datagrams().open(action.as, action.count);
    return on_each(context.stage.datagrams().find(action.as),
                   [&](DatagramSocket& socket) { return open_one(context, socket, action); });
}

StepEnd send_datagram(ActionContext& context, const casefile::Send& action) {
    return on_each(context.stage.datagrams().find(action.on), [&](DatagramSocket& socket) {
        if (action.echo) return send_back(socket);
        socket.send(socket.asked,
                    casefile::expand(action.payload, context.seed + ++context.payloads));
        return StepEnd{};
    });
}

StepEnd receive_datagrams(ActionContext& context, const casefile::Receive& action) {
    return on_each(context.stage.datagrams().find(action.on), [&](DatagramSocket& socket) {
        return receive_one(context, socket, action.expected);
    });
}

StepEnd no_datagrams(ActionContext& context, const casefile::Silence& action) {
    Datagrams& datagrams = context.stage.datagrams();
    const DatagramSockets sockets = action.on.empty() ? datagrams.all() : datagrams.find(action.on);
    Judgement judgement;
    const auto judge_all = [&](Finality finality) {
        return std::any_of(sockets.begin(), sockets.end(), [&](const auto& socket) {
            judgement = verdict::judge_no_datagram(view(*socket), finality);
            return judgement.state == Judgement::State::broken;
        });
    };
    const Waited waited =
        context.stage.wait([&] { return judge_all(Finality::open); }, Purpose::silence);
    judge_all(Finality::final);
    StepEnd end;
    end.seen = "nothing came";
    end.waited = to_string(waited);
    if (judgement.state == Judgement::State::broken) end.finding = judgement.finding;
    return end;
}

StepEnd close_datagram_sockets(ActionContext& context, const casefile::Close& action) {
    return on_each(context.stage.datagrams().find(action.on), [](DatagramSocket& socket) {
        socket.close();
        return StepEnd{};
    });
}

StepEnd serve_datagram(ActionContext& context) {
    const auto socket = context.stage.datagrams().open("still-serves", 1).front();
    casefile::Connect plain;
    plain.as = "still-serves";
    StepEnd end = open_one(context, *socket, plain);
    if (end.finding) return end;
    // Letters only: what a server does to other bytes is the matter of other cases.
    socket->send(socket->asked, "hello again");
    end = receive_one(context, *socket, casefile::ExpectEcho{});
    if (!end.finding) socket->close();
    return end;
}

}  // namespace echospec::engine
