// SPDX-License-Identifier: Apache-2.0
#include "engine/actions.hpp"
#include "engine/on_each.hpp"
#include "verdict/judge_icmp.hpp"

// ICMP errors of a raw peer about what the target sent, and of the target about what the peer sent.

namespace echospec::engine {
namespace {

using peer::RawDatagrams;
using verdict::Finality;
using verdict::IcmpMessage;

constexpr size_t kSeqInTcp = 4;  // the sequence number's place in a TCP header
constexpr size_t kIpv6Header = 40;

struct Meaning {
    uint8_t type;
    uint8_t code;
    uint32_t detail = 0;
};

constexpr uint32_t kNextHeader = 6;  // where a header of IPv6 names the protocol

// The message of ICMPv6 that means the same (RFC 7915 §4.2).
Meaning over_ipv6(const casefile::IcmpKind& kind) {
    if (kind.type == 11) return {3, static_cast<uint8_t>(kind.code)};
    if (kind.type == 12) return {4, 0};
    if (kind.type == 3 && kind.code == 2) return {4, 1, kNextHeader};
    if (kind.type == 3 && kind.code == 3) return {1, 4};
    if (kind.type == 3 && kind.code == 4) return {2, 0};
    if (kind.type == 3 && kind.code == 1) return {1, 3};
    return {1, 0};
}

Meaning meaning_of(const casefile::IcmpKind& kind, bool is_v6) {
    if (is_v6) return over_ipv6(kind);
    return {static_cast<uint8_t>(kind.type), static_cast<uint8_t>(kind.code)};
}

// Puts another sequence number into the TCP header of the quoted packet.
base::Bytes with_seq(base::Bytes packet, wire::Sequence seq) {
    const bool v6 = (static_cast<uint8_t>(packet[0]) >> 4) == 6;
    const size_t header = v6 ? kIpv6Header : (static_cast<uint8_t>(packet[0]) & 0x0F) * size_t{4};
    for (size_t i = 0; i < 4; ++i)
        packet.at(header + kSeqInTcp + i) = static_cast<char>(seq.value >> (24 - 8 * i) & 0xFF);
    return packet;
}

struct IcmpEnds {
    base::Address from;
    base::Address to;
};

base::Bytes icmp_error(const casefile::IcmpKind& kind, const IcmpEnds& ends, base::Bytes quoted) {
    const Meaning meaning = meaning_of(kind, ends.to.is_v6);
    wire::IcmpDraft draft;
    draft.packet.source = ends.from;
    draft.packet.destination = ends.to;
    draft.type = meaning.type;
    draft.code = meaning.code;
    draft.detail = meaning.detail;
    draft.quoted = std::move(quoted);
    return wire::encode(draft);
}

StepEnd nothing_to_quote(const std::string& name) {
    return broken("the target has sent something that an ICMP error can quote",
                  "nothing came to " + name, {});
}

std::vector<IcmpMessage> fresh(const RawDatagrams& peer) {
    std::vector<IcmpMessage> messages;
    for (size_t i = peer.errors_looked_at; i < peer.errors().size(); ++i) {
        const wire::IcmpError& error = peer.errors()[i];
        messages.push_back({error.reporter.is_v6, error.type, error.code});
    }
    return messages;
}

StepEnd expect(ActionContext& context, RawDatagrams& peer, const casefile::ExpectIcmp& action) {
    const bool is_v6 = peer.local().address.is_v6;
    std::optional<IcmpMessage> wanted;
    if (action.kind) {
        const Meaning meaning = meaning_of(*action.kind, is_v6);
        wanted = IcmpMessage{is_v6, meaning.type, meaning.code};
    }
    const auto [judgement, waited] = decide(
        context.stage, wanted ? Purpose::reply : Purpose::silence,
        [&](Finality finality) { return verdict::judge_icmp(wanted, fresh(peer), finality); });
    peer.errors_looked_at += judgement.taken;
    return judged(judgement, waited);
}

StepEnd send(RawDatagrams& peer, const casefile::SendIcmp& action) {
    if (peer.last_packet().empty()) return nothing_to_quote(peer.name());
    peer.write_packet(
        icmp_error(action.kind, {peer.local().address, peer.remote().address}, peer.last_packet()));
    return {};
}

StepEnd send(Stage& stage, peer::RawConnection& peer, const casefile::SendIcmp& action) {
    base::Bytes quoted = peer.last_packet();
    if (quoted.empty()) return nothing_to_quote(peer.name());
    stage.await_own_device();
    if (action.seq) quoted = with_seq(quoted, peer.tcp().target_number(*action.seq));
    peer.begin_sending();
    peer.write_packet(
        icmp_error(action.kind, {peer.local().address, peer.remote().address}, quoted));
    return {};
}

}  // namespace

StepEnd act(ActionContext& context, const casefile::IcmpStep& action) {
    RawGround& ground = *context.stage.raw_ground();
    if (context.transport == casefile::Transport::tcp) {
        return on_each(ground.find(action.on), [&](peer::RawConnection& peer) {
            return send(context.stage, peer, *action.send);
        });
    }
    return on_each(ground.find_datagrams(action.on), [&](RawDatagrams& peer) {
        return action.send ? send(peer, *action.send) : expect(context, peer, *action.expect);
    });
}

}  // namespace echospec::engine
