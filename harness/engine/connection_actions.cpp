// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "casefile/payload.hpp"
#include "engine/actions.hpp"
#include "engine/datagram_actions.hpp"
#include "engine/on_each.hpp"
#include "engine/wall_clock.hpp"
#include "verdict/judge_content.hpp"

namespace echospec::engine {
namespace {

using peer::Connection;
using peer::Phase;
using peer::Stream;
using verdict::Finality;
using verdict::Judgement;

verdict::StreamEnd stream_end(peer::Ending ending) {
    switch (ending) {
        case peer::Ending::open:
            return verdict::StreamEnd::open;
        case peer::Ending::fin:
            return verdict::StreamEnd::fin;
        case peer::Ending::reset:
            return verdict::StreamEnd::reset;
        case peer::Ending::timed_out:
            return verdict::StreamEnd::timed_out;
    }
    return verdict::StreamEnd::open;
}

verdict::StreamView view(const Stream& connection) {
    return {.fresh = std::string_view(connection.received()).substr(connection.consumed),
            .end = stream_end(connection.ending())};
}

StepEnd await(ActionContext& context, Stream& connection, Purpose purpose,
              const std::function<Judgement(Finality)>& judge) {
    const auto [judgement, waited] = decide(context.stage, purpose, judge);
    connection.consumed += judgement.taken;
    return judged(judgement, waited);
}

std::string describe(Phase phase) {
    switch (phase) {
        case Phase::connecting:
            return "no answer to the SYN";
        case Phase::refused:
            return "refused: RST in answer to the SYN";
        case Phase::unreachable:
            return "the attempt failed";
        case Phase::connected:
            return "connected";
    }
    return "";
}

StepEnd connect_one(ActionContext& context, Connection& connection,
                    const casefile::Connect& action) {
    const std::string expected = action.answer == casefile::Answer::refused
                                     ? "the connection is refused"
                                     : "the connection is established";
    const auto address =
        reachable(on_transport(context.listeners, casefile::Transport::tcp), action.family);
    if (!address) return broken(expected, "nobody listens on such an address", {});
    base::Endpoint to = *address;
    // A port that the target picks anew at each start is read anew.
    if (const auto now =
            reachable(context.stage.listeners(casefile::Transport::tcp), action.family))
        to = *now;
    if (context.stage.accept_queue_is_full()) {
        context.stage.wait([&] { return !context.stage.accept_queue_is_full(); }, Purpose::silence);
    }
    connection.connect(to, action.receive_buffer);
    const auto answered = [&] { return connection.phase() != Phase::connecting; };
    const Waited waited = context.stage.wait(answered, Purpose::reply);
    const bool refused = connection.phase() == Phase::refused;
    const bool right = refused ? action.answer != casefile::Answer::accepted
                               : connection.phase() == Phase::connected &&
                                     action.answer != casefile::Answer::refused;
    if (!right) return broken(expected, describe(connection.phase()), waited);
    if (refused) {
        return {.seen = describe(Phase::refused), .waited = to_string(waited), .finding = {}};
    }
    return {.seen = base::to_string(connection.local()) + " to " + base::to_string(to),
            .waited = to_string(waited),
            .finding = {},
            .starved = false};
}

Judgement judge_expected(ActionContext& context, const Stream& connection,
                         const casefile::Expected& expected, Finality finality) {
    const verdict::StreamView seen = view(connection);
    if (const auto* const echo = std::get_if<casefile::ExpectEcho>(&expected)) {
        const std::string_view due = std::string_view(connection.sent()).substr(connection.echoed);
        return verdict::judge_bytes(due.substr(0, echo->size.value_or(due.size())), seen, finality);
    }
    if (const auto* const bytes = std::get_if<casefile::ExpectBytes>(&expected)) {
        return verdict::judge_bytes(casefile::expand(bytes->payload, context.seed), seen, finality);
    }
    if (const auto* const message = std::get_if<casefile::ExpectMessage>(&expected)) {
        const std::string_view due = context.stage.message();
        return verdict::judge_bytes(due.substr(0, message->part.size.value_or(due.size())), seen,
                                    finality);
    }
    if (const auto* const any = std::get_if<casefile::ExpectAny>(&expected)) {
        return verdict::judge_any(*any, seen, finality, seconds_since_1900());
    }
    if (std::holds_alternative<casefile::ExpectNothing>(expected)) {
        return verdict::judge_no_byte(seen, finality);
    }
    if (std::holds_alternative<casefile::ExpectFin>(expected)) {
        return verdict::judge_end(verdict::EndWanted::fin, seen, finality);
    }
    if (std::holds_alternative<casefile::ExpectReset>(expected)) {
        return verdict::judge_end(verdict::EndWanted::reset, seen, finality);
    }
    return verdict::judge_end(verdict::EndWanted::either, seen, finality);
}

StepEnd receive_one(ActionContext& context, Stream& connection,
                    const casefile::Expected& expected) {
    const uint64_t before = connection.consumed;
    const bool is_nothing = std::holds_alternative<casefile::ExpectNothing>(expected);
    const Purpose purpose = is_nothing ? Purpose::silence : Purpose::reply;
    StepEnd end = await(context, connection, purpose, [&](Finality finality) {
        return judge_expected(context, connection, expected, finality);
    });
    if (std::holds_alternative<casefile::ExpectEcho>(expected)) {
        connection.echoed += connection.consumed - before;
    }
    connection.end_expected = !end.finding && connection.ending() != peer::Ending::open &&
                              connection.consumed == connection.received().size();
    return end;
}

StepEnd silence_on(ActionContext& context, const Connections& connections) {
    Judgement judgement;
    const auto judge_all = [&](Finality finality) {
        for (const auto& connection : connections) {
            if (connection->is_released() || connection->end_expected) continue;
            judgement = verdict::judge_silence(view(*connection), finality);
            if (judgement.state == Judgement::State::broken) return true;
        }
        return false;
    };
    const Waited waited =
        context.stage.wait([&] { return judge_all(Finality::open); }, Purpose::silence);
    judge_all(Finality::final);
    StepEnd end{
        .seen = "nothing came", .waited = to_string(waited), .finding = {}, .starved = false};
    if (judgement.state == Judgement::State::broken) end.finding = judgement.finding;
    return end;
}

// Orderly, but patient with a target that does not end its side: what this step is for has been
// judged by then.
StepEnd close_one(ActionContext& context, Stream& connection) {
    connection.half_close();
    const auto ended = [&] {
        return connection.ending() != peer::Ending::open || connection.phase() != Phase::connected;
    };
    const Waited waited = context.stage.wait(ended, Purpose::silence);
    const std::string seen = connection.ending() == peer::Ending::open
                                 ? "the target did not end its side"
                                 : verdict::to_string(stream_end(connection.ending()));
    connection.close();
    return {.seen = seen, .waited = to_string(waited), .finding = {}, .starved = false};
}

// What is sent: the case's payload, or what was received and has not been sent back yet.
base::Bytes bytes_of(ActionContext& context, const casefile::Send& action, Stream& connection) {
    if (!action.echo) return casefile::expand(action.payload, context.seed + ++context.payloads);
    const size_t due = connection.received().size() - connection.returned;
    const size_t size = std::min<uint64_t>(due, action.echo->size.value_or(due));
    connection.returned += size;
    return connection.received().substr(connection.returned - size, size);
}

StepEnd serve_once(ActionContext& context) {
    if (context.transport == casefile::Transport::udp) return serve_datagram(context);
    Connection& connection = *context.stage.open("still-serves", 1).front();
    const casefile::Connect plain{
        .as = "still-serves", .count = 1, .family = {}, .receive_buffer = {}, .answer = {}};
    StepEnd end = connect_one(context, connection, plain);
    if (end.finding) return end;
    // Letters only: what a server does to other bytes is the matter of other cases.
    connection.send({.bytes = "hello again", .pieces = {}, .with_fin = false});
    end = receive_one(context, connection, casefile::ExpectEcho{});
    if (!end.finding) close_one(context, connection);
    return end;
}

}  // namespace

StepEnd act(ActionContext& context, const casefile::Connect& action) {
    if (context.transport == casefile::Transport::udp)
        return open_datagram_sockets(context, action);
    return on_each(context.stage.open(action.as, action.count), [&](Connection& connection) {
        return connect_one(context, connection, action);
    });
}

StepEnd act(ActionContext& context, const casefile::Send& action) {
    if (context.transport == casefile::Transport::udp) return send_datagram(context, action);
    return on_each(context.stage.find(action.on), [&](Stream& connection) {
        connection.send({.bytes = bytes_of(context, action, connection),
                         .pieces = action.pieces,
                         .with_fin = action.with_fin});
        return StepEnd{};
    });
}

StepEnd act(ActionContext& context, const casefile::Receive& action) {
    if (context.transport == casefile::Transport::udp) return receive_datagrams(context, action);
    return on_each(context.stage.find(action.on), [&](Stream& connection) {
        return receive_one(context, connection, action.expected);
    });
}

StepEnd act(ActionContext& context, const casefile::Silence& action) {
    if (context.transport == casefile::Transport::udp) return no_datagrams(context, action);
    return silence_on(context, action.on.empty() ? context.stage.all_connections()
                                                 : context.stage.find(action.on));
}

StepEnd act(ActionContext& context, const casefile::HalfClose& action) {
    return on_each(context.stage.find(action.on), [](Stream& connection) {
        connection.half_close();
        return StepEnd{};
    });
}

StepEnd act(ActionContext& context, const casefile::Close& action) {
    if (context.transport == casefile::Transport::udp)
        return close_datagram_sockets(context, action);
    return on_each(context.stage.find(action.on),
                   [&](Stream& connection) { return close_one(context, connection); });
}

StepEnd act(ActionContext& context, const casefile::Abort& action) {
    return on_each(context.stage.find(action.on), [](Stream& connection) {
        connection.abort();
        return StepEnd{};
    });
}

StepEnd act(ActionContext& context, const casefile::PauseReading& action) {
    return on_each(context.stage.find(action.on), [](Stream& connection) {
        connection.pause_reading();
        return StepEnd{};
    });
}

StepEnd act(ActionContext& context, const casefile::ResumeReading& action) {
    return on_each(context.stage.find(action.on), [](Stream& connection) {
        connection.resume_reading();
        return StepEnd{};
    });
}

StepEnd act(ActionContext& context, const casefile::StillServes& action) {
    StepEnd end;
    for (unsigned i = 0; i < action.times && !end.finding; ++i)
        end = serve_once(context);
    if (end.finding) {
        end.finding->expected = "a new client is served: " + end.finding->expected;
    } else {
        end.seen = action.times == 1 ? "a new client got its echo"
                                     : fmt::format("{} new clients got their echoes", action.times);
    }
    return end;
}

}  // namespace echospec::engine
