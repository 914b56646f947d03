// SPDX-License-Identifier: Apache-2.0
#include "casefile/read_after.hpp"

#include "base/suggest.hpp"
#include "base/text.hpp"
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

// Those of net.ipv4 by which a case may shorten what would take the kernel minutes, or that decide
// what it answers to a stray segment, how it repeats its own, and which options it offers.
const std::vector<std::string>& kernel_names() {
    static const std::vector<std::string> kNames{"tcp_retries1",
                                                 "tcp_retries2",
                                                 "tcp_syn_retries",
                                                 "tcp_synack_retries",
                                                 "tcp_orphan_retries",
                                                 "tcp_fin_timeout",
                                                 "tcp_keepalive_time",
                                                 "tcp_keepalive_intvl",
                                                 "tcp_keepalive_probes",
                                                 "tcp_rfc1337",
                                                 "tcp_tw_reuse",
                                                 "tcp_syncookies",
                                                 "tcp_invalid_ratelimit",
                                                 "tcp_challenge_ack_limit",
                                                 "tcp_max_syn_backlog",
                                                 "tcp_rto_min_us",
                                                 "tcp_rto_max_ms",
                                                 "tcp_syn_linear_timeouts",
                                                 "tcp_early_retrans",
                                                 "tcp_window_scaling",
                                                 "tcp_ecn",
                                                 "tcp_sack",
                                                 "tcp_timestamps"};
    return kNames;
}

// All their names, where none of them is near: nobody could guess which of the kernel's are here.
void complain_setting(Scope& scope, const Node& key) {
    const std::string near = base::suggest(key.scalar, kernel_names());
    const std::string all = "one of: " + base::join(kernel_names(), ", ");
    scope.mistakes.add(key.spot, "unknown setting `" + key.scalar + "`", near.empty() ? all : near);
}

std::map<std::string, std::string> read_kernel(Scope& scope, const Node& node) {
    MapReader map(scope, node);
    std::map<std::string, std::string> settings;
    for (const std::string& name : kernel_names()) {
        const auto value = read_number(scope, map.find(name), {0, INT32_MAX});
        if (value) settings[name] = std::to_string(*value);
    }
    for (const auto& [key, value] : map.rest())
        complain_setting(scope, *key);
    return settings;
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
    start.message = read_payload_at(scope, map.find("message"));
    if (const Node* const kernel = map.find("kernel")) start.kernel = read_kernel(scope, *kernel);
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
