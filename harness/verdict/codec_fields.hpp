// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <type_traits>

#include "base/diagnostics.hpp"
#include "verdict/result.hpp"

// The fields of each record of a result, in the order of the results file, for whatever goes over
// all of them: the codec in both directions, and the reports that make every text harmless. An
// archive is called with each key and value: `archive("id", result.id)`. A field that is added to a
// record is added here, and is then written, read and cleaned.

namespace echospec::verdict {

// Whether T is Record, const or not.
template <class T, class Record>
concept Of = std::same_as<std::remove_const_t<T>, Record>;

void fields(auto& archive, Of<base::Position> auto& position) {
    archive("file", position.file);
    archive("line", position.line);
    archive("column", position.column);
}

void fields(auto& archive, Of<StepRecord> auto& step) {
    archive("number", step.number);
    archive("text", step.text);
    archive("position", step.position);
    archive("outcome", step.outcome);
    archive("observed", step.observed);
    archive("waited", step.waited);
    archive("at_milliseconds", step.at_milliseconds);
    archive("took_milliseconds", step.took_milliseconds);
}

void fields(auto& archive, Of<Attempt> auto& attempt) {
    archive("verdict", attempt.verdict);
    archive("reason", attempt.reason);
    archive("milliseconds", attempt.milliseconds);
}

void fields(auto& archive, Of<ConversationRecord> auto& conversation) {
    archive("name", conversation.name);
    archive("tester", conversation.tester);
    archive("target", conversation.target);
    archive("handshake", conversation.handshake);
    archive("close", conversation.close);
    archive("illegal", conversation.illegal);
    archive("from_tester", conversation.from_tester);
    archive("from_target", conversation.from_target);
    archive("half_close_octets", conversation.half_close_octets);
    archive("retransmissions", conversation.retransmissions);
}

void fields(auto& archive, Of<SegmentRecord> auto& segment) {
    archive("connection", segment.connection);
    archive("number", segment.rung.number);
    archive("milliseconds", segment.rung.milliseconds);
    archive("from_tester", segment.rung.from_left);
    archive("flags", segment.rung.flags);
    archive("seq", segment.rung.seq);
    archive("ack", segment.rung.ack);
    archive("length", segment.rung.length);
    archive("window", segment.rung.window);
    archive("tester_state", segment.rung.left_state);
    archive("target_state", segment.rung.right_state);
    archive("marks", segment.rung.marks);
    archive("breaches", segment.rung.breaches);
    archive("left_out_before", segment.rung.left_out_before);
}

void fields(auto& archive, Of<SocketRecord> auto& socket) {
    archive("end", socket.end);
    archive("orphaned", socket.orphaned);
    archive("state", socket.state);
    archive("local", socket.local);
    archive("remote", socket.remote);
    archive("unread", socket.unread);
    archive("unconfirmed", socket.unconfirmed);
    archive("timer", socket.timer);
}

void fields(auto& archive, Of<CaseResult> auto& result) {
    archive("id", result.id);
    archive("parameters", result.parameters);
    archive("title", result.title);
    archive("why", result.why);
    archive("group", result.group);
    archive("number", result.number);
    archive("revision", result.revision);
    archive("verdict", result.verdict);
    archive("level", result.level);
    archive("duty", result.duty);
    archive("requirements", result.requirements);
    archive("sources", result.sources);
    archive("causes", result.causes);
    archive("reason", result.reason);
    archive("gates", result.gates);
    archive("known", result.known);
    archive("stale", result.stale);
    archive("attempts", result.attempts);
    archive("expected", result.expected);
    archive("observed", result.observed);
    archive("difference", result.difference);
    archive("position", result.position);
    archive("steps", result.steps);
    archive("conversations", result.conversations);
    archive("segments", result.segments);
    archive("sockets", result.sockets);
    archive("capture", result.capture);
    archive("target_stdout", result.target_stdout);
    archive("target_stderr", result.target_stderr);
    archive("target_end", result.target_end);
    archive("artifacts", result.artifacts);
    archive("repeat_command", result.repeat_command);
    archive("milliseconds", result.milliseconds);
}

void fields(auto& archive, Of<TargetInfo> auto& target) {
    archive("command", target.command);
    archive("role", target.role);
    archive("transports", target.transports);
    archive("profile", target.profile);
    archive("endpoint", target.endpoint);
    archive("digest", target.digest);
}

void fields(auto& archive, Of<EnvironmentInfo> auto& environment) {
    archive("isolation", environment.isolation);
    archive("kernel", environment.kernel);
    archive("settings", environment.settings);
    archive("lost", environment.lost);
}

void fields(auto& archive, Of<Gate> auto& gate) {
    archive("strict", gate.strict);
    archive("strict_stack", gate.strict_stack);
    archive("min_verified", gate.min_verified);
    archive("baseline", gate.baseline);
}

void fields(auto& archive, Of<PlanInfo> auto& plan) {
    archive("cases", plan.cases);
    archive("digest", plan.digest);
    archive("shard", plan.shard);
    archive("shards", plan.shards);
}

// What stands before the summary; the cases and the footer are written by hand.
void fields(auto& archive, Of<RunResult> auto& run) {
    archive("echospec", run.version);
    archive("seed", run.seed);
    archive("started", run.started);
    archive("hostname", run.hostname);
    archive("target", run.target);
    archive("environment", run.environment);
    archive("gate", run.gate);
    archive("plan", run.plan);
    archive("hints", run.hints);
    archive("milliseconds", run.milliseconds);
    archive("interrupted", run.interrupted);
}

}  // namespace echospec::verdict
