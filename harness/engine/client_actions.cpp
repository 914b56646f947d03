// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "engine/actions.hpp"
#include "engine/datagram_actions.hpp"
#include "engine/on_each.hpp"

namespace echospec::engine {
namespace {

std::string why_no_connection(Stage& stage) {
    const auto end = stage.target().end();
    if (!end || stage.target().alive()) return "it does not connect";
    return "it ended without connecting: " + sandbox::to_string(*end);
}

}  // namespace

StepEnd act(ActionContext& context, const casefile::Listen& action) {
    if (context.transport == casefile::Transport::udp) return listen_for_datagrams(context);
    context.stage.listen(context.listeners, action);
    return {.seen = "on " + describe(context.listeners), .waited = {}, .finding = {}};
}

StepEnd act(ActionContext& context, const casefile::StartTarget&) {
    context.stage.start_client();
    return {};
}

StepEnd act(ActionContext& context, const casefile::Accept& action) {
    if (context.transport == casefile::Transport::udp) return accept_datagrams(context, action);
    Stage& stage = context.stage;
    if (!stage.is_started()) stage.start_client();
    const Waited waited = stage.wait([&] { return stage.has_accepted(); }, Purpose::reply);
    if (!stage.has_accepted()) {
        return broken("the target connects to " + describe(context.listeners),
                      why_no_connection(stage), waited);
    }
    const peer::Connection& connection = stage.accept(action.as);
    return {
        .seen = base::to_string(connection.remote()) + " to " + base::to_string(connection.local()),
        .waited = to_string(waited),
        .finding = {}};
}

StepEnd act(ActionContext& context, const casefile::EchoBack& action) {
    return on_each(context.stage.find(action.on), [&](peer::Stream& connection) {
        connection.echo_back(action.holding);
        return StepEnd{};
    });
}

}  // namespace echospec::engine
