// SPDX-License-Identifier: Apache-2.0
#include "engine/actions.hpp"
#include "engine/on_each.hpp"
#include "verdict/judge_datagrams.hpp"

// Datagrams of a raw peer.

namespace echospec::engine {
namespace {

using peer::RawDatagrams;
using verdict::Finality;
using verdict::Judgement;

StepEnd send(ActionContext& context, RawDatagrams& peer, const casefile::SendDatagram& wanted) {
    if (!peer.is_sending) {
        peer.looked_at = peer.received().size();
        peer.errors_looked_at = peer.errors().size();
    }
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
    const auto [judgement, waited] =
        decide(context.stage, wanted.empty() ? Purpose::silence : Purpose::reply,
               [&](Finality finality) { return judge(wanted, peer, finality); });
    peer.looked_at += judgement.taken;
    return judged(judgement, waited);
}

}  // namespace

StepEnd act(ActionContext& context, const casefile::DatagramStep& action) {
    return on_each(context.stage.raw_ground()->find_datagrams(action.on), [&](RawDatagrams& peer) {
        return action.send ? send(context, peer, *action.send)
                           : expect(context, peer, *action.expect);
    });
}

}  // namespace echospec::engine
