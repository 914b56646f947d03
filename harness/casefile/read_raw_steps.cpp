// SPDX-License-Identifier: Apache-2.0
#include "casefile/read_raw_steps.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "casefile/map_reader.hpp"

namespace echospec::casefile {
namespace {

constexpr Range kSequences{0, UINT32_MAX};
constexpr Range kOctet{0, UINT8_MAX};

// `mss: none` offers no such option.
void read_offered_mss(Scope& scope, const Node* node, RawPeer& peer) {
    const std::optional<std::string> text = read_text(scope, node);
    if (!text) return;
    if (*text == "none") {
        peer.mss.reset();
    } else if (!base::parse_size(*text)) {
        complain(scope, *node, fmt::format("`{}` is not an mss", *text), "a number, or none");
    } else {
        peer.mss = read_field(scope, node);
    }
}

void read_keys(Scope& scope, MapReader& map, RawPeer& peer) {
    peer.as = read_name(scope, map.find("as")).value_or(peer.as);
    peer.count = static_cast<unsigned>(read_number(scope, map.find("count"), kCounts).value_or(1));
    peer.family = read_choice(scope, map.find("family"), family_words()).value_or(Family::any);
    if (const auto initial = read_number(scope, map.find("initial"), kSequences))
        peer.initial = static_cast<uint32_t>(*initial);
    read_offered_mss(scope, map.find("mss"), peer);
    peer.window = read_field(scope, map.find("window")).value_or(peer.window);
    if (const auto port = read_number(scope, map.find("port"), kPorts))
        peer.port = static_cast<uint16_t>(*port);
}

// RFC 792 has more, but only these tell of something wrong with a datagram without naming another
// way for it.
void read_type(Scope& scope, const Node* node, IcmpStep& icmp) {
    const auto type = read_number(scope, node, kOctet);
    if (!type) return;
    icmp.type = static_cast<unsigned>(*type);
    if (*type == 3 || *type == 4 || *type == 11 || *type == 12) return;
    complain(scope, *node, fmt::format("{} is no ICMP error that can be sent", *type),
             "3 unreachable, 4 source quench, 11 time exceeded, 12 parameter problem");
}

}  // namespace

std::optional<Action> read_raw_peer(Scope& scope, const Node& value) {
    RawPeer peer;
    if (value.kind == Node::Kind::nothing) return peer;
    if (value.kind == Node::Kind::scalar) {
        const std::optional<std::string> name = read_name(scope, &value);
        if (!name) return std::nullopt;
        peer.as = *name;
        return peer;
    }
    MapReader map(scope, value);
    read_keys(scope, map, peer);
    if (!map.finish()) return std::nullopt;
    return peer;
}

std::optional<Action> read_icmp(Scope& scope, const Node& value) {
    IcmpStep icmp;
    if (value.kind == Node::Kind::nothing) return icmp;
    if (value.kind == Node::Kind::scalar) {
        const std::optional<std::string> name = read_name(scope, &value);
        if (!name) return std::nullopt;
        icmp.on = *name;
        return icmp;
    }
    MapReader map(scope, value);
    icmp.on = read_name(scope, map.find("on")).value_or(icmp.on);
    read_type(scope, map.find("type"), icmp);
    if (const auto code = read_number(scope, map.find("code"), kOctet))
        icmp.code = static_cast<unsigned>(*code);
    icmp.seq = read_relative(scope, map.find("seq"));
    if (!map.finish()) return std::nullopt;
    return icmp;
}

std::optional<Exchange> read_exchange(Scope& scope, const Node& value, std::string_view sample) {
    if (value.kind != Node::Kind::map) {
        complain_kind(scope, value, "`send` or `expect`", sample);
        return std::nullopt;
    }
    MapReader map(scope, value);
    Exchange exchange;
    exchange.on = read_name(scope, map.find("on")).value_or(exchange.on);
    exchange.send = map.find("send");
    exchange.expect = map.find("expect");
    if (!map.finish()) return std::nullopt;
    if ((exchange.send == nullptr) != (exchange.expect == nullptr)) return exchange;
    complain(scope, value,
             exchange.send ? "either `send` or `expect` is given, not both"
                           : "neither `send` nor `expect` is given",
             exchange.send ? "two steps, one behind the other" : sample);
    return std::nullopt;
}

std::optional<ChecksumMade> read_checksum(Scope& scope, const Node* node) {
    return read_choice<ChecksumMade>(scope, node,
                                     {{"right", ChecksumMade::right},
                                      {"wrong", ChecksumMade::wrong},
                                      {"none", ChecksumMade::none}});
}

std::optional<uint16_t> read_field(Scope& scope, const Node* node) {
    const auto value = read_size(scope, node, kField);
    if (!value) return std::nullopt;
    return static_cast<uint16_t>(*value);
}

std::optional<int64_t> read_relative(Scope& scope, const Node* node) {
    constexpr int64_t kFarthest = int64_t{1} << 31;  // beyond it, before and behind are the same
    return read_signed(scope, node, {-kFarthest, kFarthest});
}

}  // namespace echospec::casefile
