// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "engine/actions.hpp"
#include "engine/on_each.hpp"
#include "wire/encode.hpp"

// The steps of the raw peer as a whole; its single segments are in segment_actions.cpp, and its
// datagrams in raw_datagram_actions.cpp.

namespace echospec::engine {
namespace {

using peer::Phase;
using peer::RawConnection;

constexpr const char* kHandshake = "the three-way handshake is completed";

std::string ends_of(const base::Endpoint& tester, const base::Endpoint& target) {
    if (tester.port == 0 || target.port == 0) return "";
    return base::to_string(tester) + " to " + base::to_string(target);
}

template <class Peer>
StepEnd opened(const Peer& peer) {
    return {.seen = ends_of(peer.local(), peer.remote()), .waited = {}, .finding = {}};
}

std::string how_far(const RawConnection& connection) {
    if (connection.phase() == Phase::refused) return "RST in answer to the SYN";
    if (connection.tcp().arrivals().empty()) return "no segment came";
    return "the last segment of it did not come";
}

bool is_for_server(const Stage& stage) {
    return stage.settings().role.value_or(casefile::Role::server) == casefile::Role::server;
}

StepEnd shake_hands(ActionContext& context, RawConnection& connection) {
    Stage& stage = context.stage;
    connection.begin_sending();
    if (is_for_server(stage)) {
        connection.open();
    } else {
        connection.answer();
        if (!stage.is_started()) stage.start_client();
    }
    const auto is_over = [&] { return connection.phase() != Phase::connecting; };
    const Waited waited = stage.wait(is_over, Purpose::reply);
    if (connection.phase() != Phase::connected) {
        return broken(kHandshake, how_far(connection), waited);
    }
    connection.looked_at = connection.tcp().arrivals().size();
    return {.seen = ends_of(connection.local(), connection.remote()),
            .waited = to_string(waited),
            .finding = {}};
}

}  // namespace

StepEnd act(ActionContext& context, const casefile::RawPeer& action) {
    if (is_for_server(context.stage)) {
        const auto now = reachable(context.stage.listeners(context.transport), action.family);
        if (now) context.stage.raw_ground()->ask_on(now->port);
    }
    if (context.transport == casefile::Transport::udp) {
        return opened(*context.stage.raw_ground()->open_datagrams(action).front());
    }
    return opened(*context.stage.open_raw(action, context.seed + ++context.payloads).front());
}

StepEnd act(ActionContext& context, const casefile::Handshake& action) {
    return on_each(context.stage.raw_ground()->find(action.on),
                   [&](RawConnection& connection) { return shake_hands(context, connection); });
}

StepEnd act(ActionContext& context, const casefile::HoldAcks& action) {
    return on_each(context.stage.raw_ground()->find(action.on), [](RawConnection& connection) {
        connection.hold_acks();
        return StepEnd{};
    });
}

StepEnd act(ActionContext& context, const casefile::ReleaseAcks& action) {
    return on_each(context.stage.raw_ground()->find(action.on), [](RawConnection& connection) {
        connection.begin_sending();
        connection.release_acks();
        return StepEnd{};
    });
}

StepEnd act(ActionContext& context, const casefile::Vanish& action) {
    return on_each(context.stage.raw_ground()->find(action.on), [](RawConnection& connection) {
        connection.vanish();
        return StepEnd{};
    });
}

}  // namespace echospec::engine
