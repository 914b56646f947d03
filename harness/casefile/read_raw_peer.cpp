// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/text.hpp"
#include "casefile/map_reader.hpp"
#include "casefile/read_raw_steps.hpp"

// `raw-peer`: who it is, whom it asks, and what it offers.

namespace echospec::casefile {
namespace {

constexpr Range kSequences{0, UINT32_MAX};

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

void read_asked(Scope& scope, const Node* node, RawPeer& peer) {
    const std::optional<std::string> text = read_text(scope, node);
    if (!text) return;
    if (*text == "closed-port") peer.asked = Asked::closed_port;
    if (*text == "other-address") peer.asked = Asked::other_address;
    if (peer.asked != Asked::usual) return;
    peer.to = base::parse_address(*text);
    if (peer.to) return;
    complain(scope, *node, fmt::format("`{}` is nothing that a raw peer can ask", *text),
             "closed-port, other-address, or an address of the server, such as 127.0.0.3");
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
    read_asked(scope, map.find("to"), peer);
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

}  // namespace echospec::casefile
