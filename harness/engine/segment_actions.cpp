// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/actions.hpp"
#include "engine/on_each.hpp"
#include "verdict/judge_segment.hpp"

// Single segments of a raw peer: sent as the case writes them, and expected.

namespace echospec::engine {
namespace {

using casefile::SendSegment;
using peer::RawConnection;
using verdict::Finality;
using verdict::Judgement;

constexpr uint64_t kLongestData = 1420;  // fits an MTU of 1500 with IPv6 and some options

// What the case says of the segment, put over what an orderly peer would send.
wire::SegmentDraft drafted(const RawConnection& connection, const SendSegment& wanted) {
    const peer::RawTcp& tcp = connection.tcp();
    wire::SegmentDraft draft = connection.draft(wanted.flags);
    if (wanted.seq) draft.seq = tcp.own_number(*wanted.seq);
    if (wanted.ack) draft.ack = tcp.target_number(*wanted.ack);
    if (wanted.ack_all) draft.ack = tcp.all_taken();
    draft.window = wanted.window.value_or(draft.window);
    draft.urgent = wanted.urgent.value_or(0);
    if (wanted.mss || wanted.options) draft.options.clear();
    if (wanted.mss) draft.options = wire::mss_option(*wanted.mss);
    if (wanted.options) draft.options += *wanted.options;
    draft.reserved = static_cast<uint8_t>(wanted.reserved);
    if (wanted.offset) draft.offset = static_cast<uint8_t>(*wanted.offset);
    draft.checksum = wanted.checksum;
    if (wanted.from) draft.packet.source = *wanted.from;
    if (wanted.to) draft.packet.destination = *wanted.to;
    if (wanted.hop_limit) draft.packet.hop_limit = static_cast<uint8_t>(*wanted.hop_limit);
    draft.packet.traffic_class =
        static_cast<uint8_t>(wanted.dscp.value_or(0) << 2U | wanted.ecn.value_or(0));
    draft.packet.ip_options = wanted.ip_options;
    return draft;
}

// A number of the case's own choice, or a segment that nobody may take, does not move what an
// orderly peer would send next.
bool is_by_hand(const SendSegment& wanted) {
    return wanted.seq || wanted.from || wanted.to || wanted.offset ||
           wanted.checksum != wire::ChecksumKind::right;
}

// The data in as many segments as it needs: SYN on the first, FIN on the last.
StepEnd send(ActionContext& context, RawConnection& connection, const SendSegment& wanted) {
    context.stage.await_own_device();
    connection.begin_sending();
    if (wanted.again) {
        connection.write_again();
        return {};
    }
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
            .option_octets = segment.option_octets,
            .payload = arrival.payload,
            .psh = segment.flags.psh,
            .again = arrival.again,
            .wrong_checksum = wire::is_damaged(segment),
            .sound_options = !segment.options.malformed && !segment.options.dirty_padding,
            .reserved = segment.reserved,
            .dscp = segment.traffic_class / 4U,
            .ecn = segment.traffic_class % 4U,
            .source = segment.source.address,
            .since_sent = arrival.since_sent,
            .pause = {},
            .pause_before = {},
            .pause_two_before = {}};
}

// What this one repeats: the last before it with the same number. A probe, which is empty, repeats
// another probe only.
std::optional<size_t> repeated_by(const std::vector<peer::Arrival>& arrivals, size_t index) {
    const peer::Arrival& later = arrivals[index];
    if (!later.again) return std::nullopt;
    for (size_t i = index; i-- > 0;) {
        const peer::Arrival& earlier = arrivals[i];
        const bool alike = (earlier.segment.length == 0) == (later.segment.length == 0);
        if (earlier.seq == later.seq && alike && !earlier.segment.flags.rst) return i;
    }
    return std::nullopt;
}

std::vector<verdict::SegmentView> views(const RawConnection& connection) {
    std::vector<verdict::SegmentView> all;
    const auto& arrivals = connection.tcp().arrivals();
    for (size_t i = 0; i < arrivals.size(); ++i) {
        all.push_back(view(arrivals[i]));
        const auto repeated = repeated_by(arrivals, i);
        if (!repeated) continue;
        all.back().pause = arrivals[i].segment.time - arrivals[*repeated].segment.time;
        all.back().pause_before = all[*repeated].pause;
        all.back().pause_two_before = all[*repeated].pause_before;
    }
    return all;
}

std::vector<verdict::SegmentView> fresh(const RawConnection& connection) {
    const auto all = views(connection);
    return {all.begin() + static_cast<std::ptrdiff_t>(connection.looked_at), all.end()};
}

Purpose purpose_of(const casefile::ExpectSegment& wanted) {
    if (wanted.shapes.empty()) return Purpose::silence;
    const bool again = std::any_of(wanted.shapes.begin(), wanted.shapes.end(),
                                   [](const auto& shape) { return shape.again; });
    return again ? Purpose::again : Purpose::reply;
}

// How long something may take that no table of the kernel shows.
std::optional<base::Duration> longest_time(const casefile::ExpectSegment& wanted) {
    std::optional<base::Duration> longest;
    for (const auto& shape : wanted.shapes) {
        if (shape.within) longest = std::max(longest.value_or(*shape.within), *shape.within);
    }
    return longest;
}

StepEnd expect(ActionContext& context, RawConnection& connection,
               const casefile::ExpectSegment& wanted) {
    Judgement judgement;
    const auto is_known = [&](Finality finality) {
        judgement = verdict::judge_segment(wanted, fresh(connection), finality, context.seed);
        return judgement.state != Judgement::State::pending;
    };
    const auto happened = [&] { return is_known(Finality::open); };
    const auto limit = longest_time(wanted);
    Waited waited;
    if (limit) waited = context.stage.wait_until(happened, base::Clock::now() + *limit);
    if (judgement.state == Judgement::State::pending) {
        waited = context.stage.wait(happened, purpose_of(wanted));
    }
    if (judgement.state == Judgement::State::pending) is_known(Finality::final);
    connection.looked_at += judgement.taken;
    return judged(judgement, waited);
}

StepEnd do_step(ActionContext& context, RawConnection& connection,
                const casefile::SegmentStep& step) {
    if (step.send) {
        const StepEnd end = send(context, connection, *step.send);
        context.stage.take_what_came();  // a crowd's answers fill the kernel's buffer
        return end;
    }
    if (step.count)
        return judged(verdict::judge_count(*step.count, views(connection), context.seed));
    if (step.every) {
        return judged(
            verdict::judge_every(*step.every, views(connection), connection.remote().address));
    }
    StepEnd end = expect(context, connection, *step.expect);
    if (end.finding) end.obstacle = step.else_skip;
    return end;
}

}  // namespace

StepEnd act(ActionContext& context, const casefile::SegmentStep& action) {
    return on_each(context.stage.raw_ground()->find(action.on),
                   [&](RawConnection& connection) { return do_step(context, connection, action); });
}

StepEnd act(ActionContext& context, const casefile::InitialNumbers& action) {
    std::vector<uint32_t> numbers;
    for (const auto& connection : context.stage.raw_ground()->every(action.on)) {
        if (const auto initial = connection->tcp().target_initial())
            numbers.push_back(initial->value);
    }
    return judged(verdict::judge_initial_numbers(action.are, numbers));
}

}  // namespace echospec::engine
