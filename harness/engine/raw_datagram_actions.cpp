// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/error.hpp"
#include "engine/actions.hpp"
#include "engine/on_each.hpp"
#include "verdict/judge_datagrams.hpp"

// Datagrams of a raw peer, and ICMP errors about what the target sent to it.

namespace echospec::engine {
namespace {

using peer::RawDatagrams;
using verdict::Finality;
using verdict::Judgement;

constexpr size_t kSeqInTcp = 4;  // the sequence number's place in a TCP header
constexpr size_t kIpv6Header = 40;

StepEnd send(ActionContext& context, RawDatagrams& peer, const casefile::SendDatagram& wanted) {
    if (!peer.is_sending) peer.looked_at = peer.received().size();
    peer.is_sending = true;
    wire::DatagramDraft draft =
        peer.draft(casefile::expand(wanted.data, context.seed + ++context.payloads));
    draft.checksum = wanted.checksum;
    if (wanted.from_target) {
        draft.packet.source = peer.remote().address;
        draft.source_port = peer.remote().port;
    }
    draft.source_port = wanted.from_port.value_or(draft.source_port);
    draft.packet.source = wanted.from.value_or(draft.packet.source);
    draft.length = wanted.length;
    peer.write(draft);
    return {};
}

verdict::DatagramView view(const RawDatagrams& peer) {
    verdict::DatagramView view{.asked = peer.remote(), .fresh = {}, .lost = 0};
    for (size_t i = peer.looked_at; i < peer.received().size(); ++i)
        view.fresh.push_back({peer.received()[i].from, peer.received()[i].payload});
    return view;
}

Judgement judge(const std::vector<base::Bytes>& wanted, const RawDatagrams& peer,
                Finality finality) {
    if (wanted.empty()) return verdict::judge_no_datagram(view(peer), finality);
    const std::vector<std::string_view> texts(wanted.begin(), wanted.end());
    return verdict::judge_echoes(texts, view(peer), verdict::Order::any, finality);
}

StepEnd expect(ActionContext& context, RawDatagrams& peer,
               const std::vector<casefile::Payload>& payloads) {
    std::vector<base::Bytes> wanted;
    for (const casefile::Payload& payload : payloads)
        wanted.push_back(casefile::expand(payload, context.seed));
    Judgement judgement;
    const auto is_known = [&](Finality finality) {
        judgement = judge(wanted, peer, finality);
        return judgement.state != Judgement::State::pending;
    };
    const Waited waited = context.stage.wait([&] { return is_known(Finality::open); },
                                             wanted.empty() ? Purpose::silence : Purpose::reply);
    if (judgement.state == Judgement::State::pending) is_known(Finality::final);
    peer.looked_at += judgement.taken;
    return judged(judgement, waited);
}

struct IcmpKind {
    uint8_t type;
    uint8_t code;
    uint32_t detail = 0;
};

constexpr uint32_t kNextHeader = 6;  // where a header of IPv6 names the protocol

// The message of ICMPv6 that means the same (RFC 7915 §4.2).
IcmpKind over_ipv6(const casefile::IcmpStep& step) {
    if (step.type == 11) return {3, static_cast<uint8_t>(step.code)};
    if (step.type == 12) return {4, 0};
    if (step.type == 3 && step.code == 2) return {4, 1, kNextHeader};
    if (step.type == 3 && step.code == 3) return {1, 4};
    if (step.type == 3 && step.code == 4) return {2, 0};
    if (step.type == 3 && step.code == 1) return {1, 3};
    return {1, 0};
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

base::Bytes icmp_error(const casefile::IcmpStep& step, const IcmpEnds& ends, base::Bytes quoted) {
    IcmpKind kind{static_cast<uint8_t>(step.type), static_cast<uint8_t>(step.code)};
    if (ends.to.is_v6) kind = over_ipv6(step);
    wire::IcmpDraft draft;
    draft.packet.source = ends.from;
    draft.packet.destination = ends.to;
    draft.type = kind.type;
    draft.code = kind.code;
    draft.detail = kind.detail;
    draft.quoted = std::move(quoted);
    return wire::encode(draft);
}

StepEnd nothing_to_quote(const std::string& name) {
    return broken("the target has sent something that an ICMP error can quote",
                  "nothing came to " + name, {});
}

}  // namespace

StepEnd act(ActionContext& context, const casefile::DatagramStep& action) {
    return on_each(context.stage.raw_ground()->find_datagrams(action.on), [&](RawDatagrams& peer) {
        return action.send ? send(context, peer, *action.send)
                           : expect(context, peer, *action.expect);
    });
}

StepEnd act(ActionContext& context, const casefile::IcmpStep& action) {
    RawGround& ground = *context.stage.raw_ground();
    if (context.transport == casefile::Transport::udp) {
        return on_each(ground.find_datagrams(action.on), [&](RawDatagrams& peer) {
            if (peer.last_packet().empty()) return nothing_to_quote(peer.name());
            peer.write_packet(icmp_error(action, {peer.local().address, peer.remote().address},
                                         peer.last_packet()));
            return StepEnd{};
        });
    }
    return on_each(ground.find(action.on), [&](peer::RawConnection& peer) {
        base::Bytes quoted = peer.last_packet();
        if (quoted.empty()) return nothing_to_quote(peer.name());
        context.stage.await_own_device();
        if (action.seq) quoted = with_seq(quoted, peer.tcp().target_number(*action.seq));
        peer.begin_sending();
        peer.write_packet(
            icmp_error(action, {peer.local().address, peer.remote().address}, quoted));
        return StepEnd{};
    });
}

}  // namespace echospec::engine
