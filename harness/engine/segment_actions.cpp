// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/actions.hpp"
#include "engine/on_each.hpp"
#include "verdict/judge_segment.hpp"

// Single segments of a raw peer: sent as the case writes them, and expected.

namespace echospec::engine {
namespace {

using casefile::ChecksumMade;
using casefile::SendSegment;
using peer::RawConnection;
using verdict::Finality;
using verdict::Judgement;

constexpr uint64_t kLongestData = 1420;  // fits an MTU of 1500 with IPv6 and some options

wire::ChecksumKind kind_of(ChecksumMade made) {
    switch (made) {
        case ChecksumMade::right:
            return wire::ChecksumKind::right;
        case ChecksumMade::wrong:
            return wire::ChecksumKind::wrong;
        case ChecksumMade::none:
            return wire::ChecksumKind::zero;
    }
    return wire::ChecksumKind::right;
}

wire::Flags flags_of(const casefile::ControlBits& bits) {
    return {.syn = bits.syn,
            .ack = bits.ack,
            .fin = bits.fin,
            .rst = bits.rst,
            .psh = bits.psh,
            .urg = bits.urg};
}

// What the case says of the segment, put over what an orderly peer would send.
wire::SegmentDraft drafted(const RawConnection& connection, const SendSegment& wanted) {
    const peer::RawTcp& tcp = connection.tcp();
    wire::SegmentDraft draft = connection.draft(flags_of(wanted.flags));
    if (wanted.seq) draft.seq = tcp.own_number(*wanted.seq);
    if (wanted.ack) draft.ack = tcp.target_number(*wanted.ack);
    draft.window = wanted.window.value_or(draft.window);
    draft.urgent = wanted.urgent.value_or(0);
    if (wanted.mss || wanted.options) draft.options.clear();
    if (wanted.mss) draft.options = wire::mss_option(*wanted.mss);
    if (wanted.options) draft.options += *wanted.options;
    draft.reserved = static_cast<uint8_t>(wanted.reserved);
    if (wanted.offset) draft.offset = static_cast<uint8_t>(*wanted.offset);
    draft.checksum = kind_of(wanted.checksum);
    if (wanted.from) draft.packet.source = *wanted.from;
    if (wanted.hop_limit) draft.packet.hop_limit = static_cast<uint8_t>(*wanted.hop_limit);
    draft.packet.ip_options = wanted.ip_options;
    return draft;
}

// A number of the case's own choice, or a segment that nobody may take, does not move what an
// orderly peer would send next.
bool is_by_hand(const SendSegment& wanted) {
    return wanted.seq || wanted.from || wanted.offset || wanted.checksum != ChecksumMade::right;
}

// The data in as many segments as it needs: SYN on the first, FIN on the last.
StepEnd send(ActionContext& context, RawConnection& connection, const SendSegment& wanted) {
    connection.begin_sending();
    const base::Bytes data = wanted.data
                                 ? casefile::expand(*wanted.data, context.seed + ++context.payloads)
                                 : base::Bytes{};
    const uint64_t most = std::min(wanted.pieces.value_or(kLongestData), kLongestData);
    wire::SegmentDraft draft = drafted(connection, wanted);
    const wire::Flags flags = draft.flags;
    for (size_t at = 0; at == 0 || at < data.size(); at += most) {
        draft.payload = data.substr(at, most);
        draft.flags.fin = flags.fin && at + most >= data.size();
        connection.write(draft, is_by_hand(wanted));
        draft.seq =
            draft.seq + static_cast<uint32_t>(draft.payload.size()) + (flags.syn && at == 0);
        draft.flags.syn = false;
    }
    return {};
}

verdict::SegmentView view(const peer::Arrival& arrival) {
    const wire::Segment& segment = arrival.segment;
    return {.flags = segment.flags,
            .seq = arrival.seq,
            .ack = arrival.ack,
            .window = segment.window,
            .length = segment.length,
            .mss = segment.options.mss,
            .urgent = segment.urgent,
            .payload = arrival.payload,
            .again = arrival.again,
            .wrong_checksum = segment.checksum == wire::Checksum::wrong ||
                              segment.checksum == wire::Checksum::unfilled};
}

std::vector<verdict::SegmentView> fresh(const RawConnection& connection) {
    std::vector<verdict::SegmentView> views;
    const auto& arrivals = connection.tcp().arrivals();
    for (size_t i = connection.looked_at; i < arrivals.size(); ++i)
        views.push_back(view(arrivals[i]));
    return views;
}

Purpose purpose_of(const casefile::ExpectSegment& wanted) {
    if (wanted.shapes.empty()) return Purpose::silence;
    const bool again = std::any_of(wanted.shapes.begin(), wanted.shapes.end(),
                                   [](const auto& shape) { return shape.again; });
    return again ? Purpose::again : Purpose::reply;
}

StepEnd expect(ActionContext& context, RawConnection& connection,
               const casefile::ExpectSegment& wanted) {
    Judgement judgement;
    const auto is_known = [&](Finality finality) {
        judgement = verdict::judge_segment(wanted, fresh(connection), finality, context.seed);
        return judgement.state != Judgement::State::pending;
    };
    const Waited waited =
        context.stage.wait([&] { return is_known(Finality::open); }, purpose_of(wanted));
    if (judgement.state == Judgement::State::pending) is_known(Finality::final);
    connection.looked_at += judgement.taken;
    StepEnd end{.seen = judgement.seen,
                .waited = to_string(waited),
                .finding = {},
                .starved = waited.starved};
    if (judgement.state == Judgement::State::broken) end.finding = judgement.finding;
    return end;
}

}  // namespace

StepEnd act(ActionContext& context, const casefile::SegmentStep& action) {
    return on_each(context.stage.raw_ground()->find(action.on), [&](RawConnection& connection) {
        return action.send ? send(context, connection, *action.send)
                           : expect(context, connection, *action.expect);
    });
}

StepEnd act(ActionContext&, const casefile::InitialNumbers&) {
    return {};
}

}  // namespace echospec::engine
