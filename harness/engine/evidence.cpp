// SPDX-License-Identifier: Apache-2.0
#include "engine/evidence.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "capture/captured_frame.hpp"
#include "engine/actions.hpp"
#include "engine/on_each.hpp"
#include "wire/conversations.hpp"

namespace echospec::engine {
namespace {

using verdict::CaseResult;
using verdict::EndView;
using verdict::Finality;
using verdict::Judgement;
using wire::Side;

constexpr size_t kShownSegments = 24;    // from each end of a conversation
constexpr size_t kShownConnections = 4;  // of a case

std::optional<SeenConnection> recognize(const Connections& connections,
                                        wire::Conversation conversation) {
    for (const auto& connection : connections) {
        for (const Side side : {Side::client, Side::server}) {
            const bool ours = conversation.ends[side].endpoint == connection->local() &&
                              conversation.ends[other(side)].endpoint == connection->remote();
            if (ours) return SeenConnection{connection->name(), side, std::move(conversation)};
        }
    }
    return std::nullopt;
}

bool is_one_of(const Connections& connections, const SeenConnection& seen) {
    const auto& end = seen.conversation.ends[seen.tester].endpoint;
    return std::any_of(connections.begin(), connections.end(),
                       [&](const auto& connection) { return connection->local() == end; });
}

// The kernel counts a FIN that was not read as an octet; it is read behind all data.
uint64_t unread_octets(const sandbox::SocketEntry& entry) {
    using wire::State;
    const bool fin_came = entry.state == State::close_wait || entry.state == State::last_ack ||
                          entry.state == State::closing;
    return entry.receive_queue - (fin_came && entry.receive_queue > 0 ? 1 : 0);
}

EndView view(const std::vector<sandbox::SocketEntry>& entries, const base::Endpoint& local,
             const base::Endpoint& remote) {
    for (const auto& entry : entries) {
        if (entry.local == local && entry.remote == remote) {
            return {.state = entry.state,
                    .unread = unread_octets(entry),
                    .unconfirmed = entry.send_queue};
        }
    }
    return {};
}

StepEnd compare_states(ActionContext& context, const peer::Stream& connection,
                       const casefile::States& wanted) {
    Judgement judgement;
    const auto judge = [&](Finality finality) {
        const auto entries = context.stage.connected_sockets();
        verdict::StatesView seen{.tester = view(entries, connection.local(), connection.remote()),
                                 .target = view(entries, connection.remote(), connection.local())};
        seen.tester.unconfirmed += connection.queued();
        if (const auto* const raw = dynamic_cast<const peer::RawConnection*>(&connection)) {
            seen.tester.state = raw->tcp().state();
        }
        judgement = verdict::judge_states(wanted, seen, finality);
        return judgement.state == Judgement::State::holds;
    };
    // What a raw peer leaves unanswered changes by the kernel's own timers.
    const bool raw = dynamic_cast<const peer::RawConnection*>(&connection) != nullptr;
    const Waited waited = context.stage.wait([&] { return judge(Finality::open); },
                                             raw ? Purpose::again : Purpose::reply);
    if (judgement.state != Judgement::State::holds) judge(Finality::final);
    return judged(judgement, waited);
}

verdict::ConversationRecord record_of(const SeenConnection& seen) {
    const wire::Conversation& conversation = seen.conversation;
    const wire::Names names = verdict::names_of_ends(seen.tester);
    const wire::Direction& tester = conversation.ends[seen.tester];
    const wire::Direction& target = conversation.ends[other(seen.tester)];
    return {.name = seen.name,
            .tester = base::to_string(tester.endpoint),
            .target = base::to_string(target.endpoint),
            .handshake = wire::describe_handshake(conversation),
            .close = wire::describe_close(conversation, names),
            .illegal = wire::describe_violation(conversation, names),
            .from_tester = tester.octets,
            .from_target = target.octets,
            .half_close_octets = conversation.half_close_octets,
            .retransmissions = tester.retransmissions + target.retransmissions};
}

// Those that were active last, in the order of their first segments.
std::vector<const SeenConnection*> shown(const Evidence& evidence) {
    std::vector<const SeenConnection*> all;
    for (const SeenConnection& seen : evidence.connections)
        all.push_back(&seen);
    if (all.size() <= kShownConnections) return all;
    std::stable_sort(all.begin(), all.end(), [](const auto* a, const auto* b) {
        return a->conversation.last > b->conversation.last;
    });
    all.resize(kShownConnections);
    std::stable_sort(all.begin(), all.end(), [](const auto* a, const auto* b) {
        return a->conversation.first < b->conversation.first;
    });
    return all;
}

std::string what_is_missing(const Evidence& evidence) {
    if (!evidence.captured) return "nothing was captured: that needs the sandbox";
    std::vector<std::string> parts;
    if (evidence.lost > 0) parts.push_back(fmt::format("{} packets were missed", evidence.lost));
    if (evidence.connections.size() > kShownConnections) {
        parts.push_back(fmt::format("{} more connections are not shown",
                                    evidence.connections.size() - kShownConnections));
    }
    return base::join(parts, "; ");
}

void record_sockets(CaseResult& result, Stage& stage) {
    const auto connections = stage.every_connection();
    for (const auto& entry : stage.connected_sockets()) {
        const bool tester =
            std::any_of(connections.begin(), connections.end(),
                        [&](const auto& connection) { return connection->local() == entry.local; });
        if (result.sockets.size() == 2 * kShownConnections) return;
        result.sockets.push_back({.end = tester ? "tester" : "target",
                                  .orphaned = entry.inode == 0,
                                  .state = std::string(wire::to_string(entry.state)),
                                  .local = base::to_string(entry.local),
                                  .remote = base::to_string(entry.remote),
                                  .unread = unread_octets(entry),
                                  .unconfirmed = entry.send_queue,
                                  .timer = sandbox::to_string(entry.timer)});
    }
}

}  // namespace

// The kernel knows nothing of a target's own stack: then its segments alone decide.
StepEnd act(ActionContext& context, const casefile::States& action) {
    if (context.stage.settings().own_stack) {
        return {.seen = "the states of the target's own stack are not seen",
                .waited = {},
                .finding = {}};
    }
    return on_each(context.stage.find(action.on), [&](peer::Stream& connection) {
        return compare_states(context, connection, action);
    });
}

Evidence gather_evidence(Stage& stage) {
    sandbox::Tap* const tap = stage.tap();
    if (tap == nullptr) return {};
    tap->take();
    Evidence evidence{.captured = true, .lost = tap->lost(), .connections = {}};
    const auto trust = tap->is_complete() ? wire::Trust::complete : wire::Trust::may_lack_segments;
    const auto segments =
        capture::segments_of(capture::decode_all(tap->frames(), wire::LinkType::raw_ip));
    const auto connections = stage.every_connection();
    for (auto& conversation : wire::fold_all(
             segments, {.trust = trust, .head = kShownSegments, .tail = kShownSegments})) {
        auto seen = recognize(connections, std::move(conversation));
        if (seen) evidence.connections.push_back(std::move(*seen));
    }
    return evidence;
}

WireJudgement judge_wire(const std::vector<casefile::WireWanted>& all, const Stage& stage,
                         const Evidence& evidence) {
    for (const casefile::WireWanted& wanted : all) {
        WireJudgement judgement;
        judgement.position = wanted.position;
        if (evidence.lost > 0) {
            judgement.undecided = fmt::format("the capture missed {} packets", evidence.lost);
            return judgement;
        }
        const Connections connections = stage.every_connection(wanted.on);
        bool any = false;
        for (const SeenConnection& seen : evidence.connections) {
            if (!is_one_of(connections, seen)) continue;
            any = true;
            judgement.finding = verdict::judge_wire(wanted, seen.conversation, seen.tester);
            if (!judgement.finding) continue;
            if (connections.size() > 1) judgement.finding->observed += " (" + seen.name + ")";
            return judgement;
        }
        if (any) continue;
        judgement.undecided = "the capture holds nothing of " + wanted.on;
        return judgement;
    }
    return {};
}

void record_evidence(CaseResult& result, Stage& stage, const Evidence& evidence) {
    result.capture = what_is_missing(evidence);
    record_sockets(result, stage);
    if (!evidence.captured) return;
    const base::Instant origin = stage.tap()->wall(stage.ready_at());
    for (const SeenConnection* seen : shown(evidence)) {
        result.conversations.push_back(record_of(*seen));
        for (wire::Rung& rung : wire::rungs_of(seen->conversation, origin, seen->tester))
            result.segments.push_back({seen->name, std::move(rung)});
    }
}

}  // namespace echospec::engine
