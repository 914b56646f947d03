// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "engine/actions.hpp"
#include "engine/datagram_actions.hpp"

// The steps that make the tester a UDP server for a client.

namespace echospec::engine {
namespace {

std::string how_it_ended(sandbox::Target& target) {
    const auto end = target.end();
    return end && !target.alive() ? sandbox::to_string(*end) : "";
}

// Some open a new socket for each attempt.
bool has_asked_again(const Datagrams& datagrams, const peer::DatagramSocket& socket) {
    if (datagrams.has_newcomer()) return true;
    const auto& all = socket.received();
    return std::any_of(all.begin(), all.end(), [&](const peer::Datagram& later) {
        return &later != &all.front() && later.payload == all.front().payload;
    });
}

}  // namespace

StepEnd listen_for_datagrams(ActionContext& context) {
    const std::string why = context.stage.datagrams().listen(context.listeners);
    if (why.empty())
        return {.seen = "on " + describe(context.listeners), .waited = {}, .finding = {}};
    StepEnd end = broken("the tester's own socket", why, {});
    end.obstacle = why;
    return end;
}

StepEnd accept_datagrams(ActionContext& context, const casefile::Accept& action) {
    Stage& stage = context.stage;
    if (!stage.is_started()) stage.start_client();
    const auto has_come = [&] { return stage.datagrams().has_newcomer(); };
    const Waited waited = stage.wait(has_come, Purpose::reply);
    if (!has_come()) {
        const std::string end = how_it_ended(stage.target());
        return broken("the target sends a datagram to " + describe(context.listeners),
                      end.empty() ? "it sends none" : "it ended without sending one: " + end,
                      waited);
    }
    const peer::DatagramSocket& socket = stage.datagrams().accept(action.as);
    return {.seen = base::to_string(socket.asked) + " to " + base::to_string(socket.local()),
            .waited = to_string(waited),
            .finding = {}};
}

// A program has a time limit of its own, and only that tells it that a datagram is lost.
StepEnd act(ActionContext& context, const casefile::RetriesOrEnds& action) {
    static constexpr const char* kExpected = "it asks again, or ends with a failure";
    sandbox::Target& target = context.stage.target();
    Datagrams& datagrams = context.stage.datagrams();
    const peer::DatagramSocket& socket = *datagrams.find(action.on).front();
    const auto has_retried = [&] { return has_asked_again(datagrams, socket); };
    const Waited waited =
        context.stage.wait_for_time_limit([&] { return has_retried() || !target.alive(); });
    if (has_retried()) return {.seen = "it asks again", .waited = to_string(waited), .finding = {}};
    if (target.alive()) return broken(kExpected, "it waits for an answer for ever", waited);
    const auto end = target.end();
    const bool failed = end && !end->by_signal && end->number != 0;
    if (!failed) return broken(kExpected, how_it_ended(target), waited);
    return {.seen = how_it_ended(target), .waited = to_string(waited), .finding = {}};
}

}  // namespace echospec::engine
