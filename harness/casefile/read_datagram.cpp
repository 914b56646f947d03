// SPDX-License-Identifier: Apache-2.0
#include "casefile/read_payload.hpp"
#include "casefile/read_raw_steps.hpp"

// `datagram`: what the case writes, and what the target is to send.

namespace echospec::casefile {
namespace {

// `from: target`, or an address.
void read_source(Scope& scope, const Node* node, SendDatagram& datagram) {
    datagram.from_target = read_text(scope, node) == "target";
    if (!datagram.from_target) datagram.from = read_address(scope, node);
}

std::optional<SendDatagram> read_sent(Scope& scope, const Node& node) {
    SendDatagram datagram;
    if (node.kind != Node::Kind::map) {
        std::optional<Payload> data = read_payload_at(scope, &node);
        if (!data) return std::nullopt;
        datagram.data = std::move(*data);
        return datagram;
    }
    MapReader map(scope, node);
    std::optional<Payload> data = read_payload_at(scope, map.need("data"));
    datagram.checksum =
        read_checksum(scope, map.find("checksum")).value_or(wire::ChecksumKind::right);
    datagram.from_port = read_field(scope, map.find("from-port"));
    read_source(scope, map.find("from"), datagram);
    datagram.length = read_field(scope, map.find("length"));
    if (!map.finish() || !data) return std::nullopt;
    datagram.data = std::move(*data);
    return datagram;
}

// One of those that are expected: `{data: hi}` as it would be sent, or what stands behind `data`.
std::optional<Payload> read_one(Scope& scope, const Node& node) {
    if (node.kind != Node::Kind::map) return read_payload_at(scope, &node);
    MapReader map(scope, node);
    const Node* const data = map.find("data");
    if (!data) return read_payload_at(scope, &node);
    if (!map.finish()) return std::nullopt;
    return read_payload_at(scope, data);
}

std::optional<std::vector<Payload>> read_expected(Scope& scope, const Node& node) {
    std::vector<Payload> payloads;
    const bool is_word = node.kind == Node::Kind::scalar && !node.quoted;
    if (is_word && read_text(scope, &node) == "nothing") return payloads;
    if (node.kind == Node::Kind::sequence && node.items.empty()) {
        complain_kind(scope, node, "a list of datagrams", "expect: nothing, if not one is to come");
        return std::nullopt;
    }
    const bool several = node.kind == Node::Kind::sequence;
    for (const Node& item : several ? node.items : std::vector<Node>{node}) {
        if (const auto payload = read_one(scope, item)) payloads.push_back(*payload);
    }
    if (payloads.empty()) return std::nullopt;
    return payloads;
}

}  // namespace

std::optional<Action> read_datagram(Scope& scope, const Node& value) {
    if (!has_one_of(scope, value, {"send", "expect"},
                    "datagram: {send: hi}, or datagram: {expect: hi}"))
        return std::nullopt;
    MapReader map(scope, value);
    DatagramStep step;
    step.on = read_name(scope, map.find("on")).value_or(step.on);
    const Node* const send = map.find("send");
    const Node* const expect = map.find("expect");
    if (!map.finish()) return std::nullopt;
    if (send) step.send = read_sent(scope, *send);
    if (expect) step.expect = read_expected(scope, *expect);
    if (!step.send && !step.expect) return std::nullopt;
    return step;
}

}  // namespace echospec::casefile
