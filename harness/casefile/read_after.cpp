// SPDX-License-Identifier: Apache-2.0
#include "casefile/read_after.hpp"

#include "casefile/map_reader.hpp"
#include "casefile/read_evidence.hpp"
#include "casefile/read_payload.hpp"

namespace echospec::casefile {
namespace {

const Words<Stdin>& stdin_words() {
    static const Words<Stdin> kWords{
        {"null", Stdin::null_device}, {"closed", Stdin::closed}, {"idle-pipe", Stdin::idle_pipe}};
    return kWords;
}

After read_target(Scope& scope, const Node& node) {
    MapReader map(scope, node);
    After after;
    after.running = read_bool(scope, map.find("running"));
    after.sockets_left = read_number(scope, map.find("sockets-left"), kGrowth);
    after.descriptors_grown = read_number(scope, map.find("descriptors-grown"), kGrowth);
    after.threads_grown = read_number(scope, map.find("threads-grown"), kGrowth);
    after.children_grown = read_number(scope, map.find("children-grown"), kGrowth);
    after.memory_grown = read_size(scope, map.find("memory-grown"), kGrowth);
    map.finish();
    return after;
}

std::optional<Payload> read_message(Scope& scope, const Node* node) {
    if (!node) return std::nullopt;
    if (node->kind != Node::Kind::map) return read_literal(scope, *node);
    MapReader map(scope, *node);
    const PayloadKeys keys = find_payload(map);
    if (!map.finish()) return std::nullopt;
    return read_payload(scope, keys, *node);
}

}  // namespace

Start read_start(Scope& scope, const Node* node) {
    Start start;
    if (!node) return start;
    MapReader map(scope, *node);
    start.stdin_kind =
        read_choice(scope, map.find("stdin"), stdin_words()).value_or(Stdin::null_device);
    start.output_read =
        read_choice<bool>(scope, map.find("output"), {{"read", true}, {"unread", false}})
            .value_or(true);
    start.descriptor_limit = read_number(scope, map.find("descriptors"), kTimes);
    start.delayed_acks =
        read_choice<bool>(scope, map.find("acks"), {{"at-once", false}, {"delayed", true}})
            .value_or(false);
    start.message = read_message(scope, map.find("message"));
    map.finish();
    return start;
}

After read_after(Scope& scope, const Node* node) {
    After after;
    if (!node) return after;
    MapReader map(scope, *node);
    const Node* target = map.find("target");
    const Node* wire = map.find("wire");
    if (map.is_map() && !target && !wire) {
        complain(scope, *node, "nothing is asked for", "after: {target: {running: true}}");
    }
    if (target) after = read_target(scope, *target);
    after.wire = read_wire(scope, wire);
    after.position = scope.mistakes.position(node->spot);
    map.finish();
    return after;
}

}  // namespace echospec::casefile
