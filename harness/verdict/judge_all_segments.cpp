// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "casefile/describe.hpp"
#include "verdict/judge_segment.hpp"
#include "verdict/segment_text.hpp"

// What is asked of all segments of the target together.

namespace echospec::verdict {
namespace {

using casefile::EverySegment;
using casefile::NumbersAre;
using State = Judgement::State;

// A clock alone moves far less between the SYNs of a few connections.
constexpr uint32_t kFarApart = 1U << 26;

Judgement holds(std::string seen) {
    return {.state = State::holds, .seen = std::move(seen), .finding = {}, .taken = 0};
}

Judgement broken(std::string expected, std::string observed) {
    return {.state = State::broken,
            .seen = {},
            .finding = {std::move(expected), std::move(observed), {}},
            .taken = 0};
}

std::string name_of(EverySegment rule) {
    switch (rule) {
        case EverySegment::right_checksums:
            return "every segment has its right checksum";
        case EverySegment::zero_reserved_bits:
            return "the reserved bits of every segment are zero";
        case EverySegment::sound_options:
            return "the options of every segment have lengths that fit, and zeros behind their end";
        case EverySegment::one_address:
            return "every segment comes from the address that was asked";
        case EverySegment::one_dscp:
            return "all segments with data have the same DSCP";
        case EverySegment::kept_window:
            return "the right edge of the window that is offered never moves back";
        case EverySegment::large_window_steps:
            return "a window of which little is open opens by a segment's worth, or not at all";
    }
    return "";
}

// The right edge of the window that each segment offers (RFC 9293 §3.8.6).
struct Edge {
    int64_t at = 0;
    int64_t open = 0;
};

Edge edge_of(const SegmentView& seen) {
    return {seen.ack + static_cast<int64_t>(seen.window), static_cast<int64_t>(seen.window)};
}

const SegmentView* first_that_moves_back(const std::vector<SegmentView>& all) {
    int64_t furthest = 0;
    for (const SegmentView& seen : all) {
        if (!seen.flags.ack || seen.flags.rst) continue;
        if (edge_of(seen).at < furthest) return &seen;
        furthest = edge_of(seen).at;
    }
    return nullptr;
}

// RFC 9293 §3.8.6.2.2: the edge advances by min(half of the buffer, MSS) at least. Only small
// windows are judged: of a wide one, any step is right.
const SegmentView* first_silly_step(const std::vector<SegmentView>& all) {
    int64_t widest = 0;
    for (const SegmentView& seen : all)
        widest = std::max(widest, static_cast<int64_t>(seen.window));
    const int64_t worth = std::min<int64_t>(1460, widest / 2);
    const SegmentView* before = nullptr;
    for (const SegmentView& seen : all) {
        if (!seen.flags.ack || seen.flags.rst) continue;
        if (before != nullptr) {
            const int64_t step = edge_of(seen).at - edge_of(*before).at;
            if (edge_of(*before).open < worth && step > 0 && step < worth) return &seen;
        }
        before = &seen;
    }
    return nullptr;
}

const SegmentView* first_with_another_dscp(const std::vector<SegmentView>& all) {
    const SegmentView* first = nullptr;
    for (const SegmentView& seen : all) {
        if (seen.length == 0) continue;
        if (first != nullptr && seen.dscp != first->dscp) return &seen;
        if (first == nullptr) first = &seen;
    }
    return nullptr;
}

template <class Breaks>
const SegmentView* first_that(const std::vector<SegmentView>& all, const Breaks& breaks) {
    const auto found = std::find_if(all.begin(), all.end(), breaks);
    return found == all.end() ? nullptr : &*found;
}

const SegmentView* first_breach(EverySegment rule, const std::vector<SegmentView>& all,
                                const base::Address& asked) {
    switch (rule) {
        case EverySegment::right_checksums:
            return first_that(all, [](const auto& seen) { return seen.wrong_checksum; });
        case EverySegment::zero_reserved_bits:
            return first_that(all, [](const auto& seen) { return seen.reserved != 0; });
        case EverySegment::sound_options:
            return first_that(all, [](const auto& seen) { return !seen.sound_options; });
        case EverySegment::one_address:
            return first_that(all, [&](const auto& seen) { return seen.source != asked; });
        case EverySegment::one_dscp:
            return first_with_another_dscp(all);
        case EverySegment::kept_window:
            return first_that_moves_back(all);
        case EverySegment::large_window_steps:
            return first_silly_step(all);
    }
    return nullptr;
}

std::string how_many(const casefile::Bounds& bounds) {
    if (bounds.at_most == 0) return "none";
    if (bounds.at_least == bounds.at_most) return std::to_string(bounds.at_least);
    if (bounds.at_most == UINT64_MAX) return fmt::format("at least {}", bounds.at_least);
    if (bounds.at_least == 0) return fmt::format("at most {}", bounds.at_most);
    return fmt::format("{} to {}", bounds.at_least, bounds.at_most);
}

}  // namespace

Judgement judge_count(const casefile::CountSegments& wanted, const std::vector<SegmentView>& all,
                      uint64_t seed) {
    std::vector<const SegmentView*> found;
    for (const SegmentView& seen : all) {
        if (fits(wanted.shape, seen, seed)) found.push_back(&seen);
    }
    const std::string seen = fmt::format("{} of {} segments", found.size(), all.size());
    if (found.size() >= wanted.is.at_least && found.size() <= wanted.is.at_most) return holds(seen);
    std::string observed = seen;
    if (!found.empty()) observed += ", the first of them " + text_of(*found.front());
    return broken(
        fmt::format("{} of the target's segments {} {}", how_many(wanted.is),
                    wanted.is.at_most == 1 ? "is" : "are", casefile::describe(wanted.shape)),
        std::move(observed));
}

Judgement judge_every(EverySegment rule, const std::vector<SegmentView>& all,
                      const base::Address& asked) {
    const SegmentView* const breach = first_breach(rule, all, asked);
    if (breach == nullptr) return holds(fmt::format("all {} segments", all.size()));
    std::string observed = text_of(*breach);
    if (rule == EverySegment::one_address) observed += " from " + base::to_string(breach->source);
    if (rule == EverySegment::one_dscp) observed += fmt::format(" with DSCP {}", breach->dscp);
    return broken(name_of(rule), std::move(observed));
}

Judgement judge_initial_numbers(NumbersAre wanted, const std::vector<uint32_t>& numbers) {
    std::vector<std::string> texts;
    bool rises = true, spreads = false;
    for (size_t i = 0; i < numbers.size(); ++i) {
        texts.push_back(std::to_string(numbers[i]));
        if (i == 0) continue;
        const uint32_t step = numbers[i] - numbers[i - 1];
        rises = rises && step > 0 && step < 1U << 31;
        spreads = spreads || (step >= kFarApart && step <= ~kFarApart);
    }
    const std::string observed = base::join(texts, ", ");
    if (wanted == NumbersAre::rising && !rises) {
        return broken("each initial sequence number is above the one before it", observed);
    }
    if (wanted == NumbersAre::spread && !spreads) {
        return broken("initial sequence numbers of different connections lie far apart", observed);
    }
    return holds(observed);
}

}  // namespace echospec::verdict
