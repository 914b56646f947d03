// SPDX-License-Identifier: Apache-2.0
#include "verdict/judge_segment.hpp"

#include <fmt/format.h>

#include <chrono>

#include "base/text.hpp"
#include "casefile/describe.hpp"
#include "casefile/ecn.hpp"
#include "casefile/flags.hpp"
#include "verdict/segment_text.hpp"

namespace echospec::verdict {
namespace {

using casefile::Bounds;
using casefile::SegmentShape;
using casefile::SeqBounds;
using State = Judgement::State;

constexpr size_t kShownOctets = 32;
constexpr base::Duration kShortPause = std::chrono::milliseconds(100);

// PSH means nothing to a receiver.
std::string text_of(wire::Flags flags) {
    flags.psh = false;
    return casefile::written(flags);
}

bool same_flags(wire::Flags wanted, wire::Flags seen) {
    wanted.psh = seen.psh = false;
    if (!wanted.urg) seen.urg = false;
    if (!wanted.ece) seen.ece = false;
    if (!wanted.cwr) seen.cwr = false;
    return wanted == seen;
}

bool is_within(const std::optional<Bounds>& bounds, uint64_t value) {
    return !bounds || (value >= bounds->at_least && value <= bounds->at_most);
}

bool is_within(const SeqBounds& bounds, int64_t number) {
    return number >= bounds.at_least && number <= bounds.at_most;
}

std::string text(const std::optional<uint16_t>& mss) {
    return mss ? std::to_string(*mss) : "none";
}

// A timer of a busy machine may be late, which makes a pause longer, and the next one no shorter
// than it ought to be: so a short pause is compared with the one two before, which a timer that
// doubles has quadrupled.
bool has_grown(const SegmentView& seen) {
    const auto is_longer_than = [&](base::Duration before) {
        return 2 * *seen.pause >= 3 * before;
    };
    if (is_longer_than(*seen.pause_before)) return true;
    if (seen.pause_two_before) return is_longer_than(*seen.pause_two_before);
    return *seen.pause_before < kShortPause;
}

// Each field that does not fit, as it was seen: "ack 0", "flags RST+ACK".
class Comparison {
  public:
    Comparison(const SegmentShape& shape, const SegmentView& seen, uint64_t seed) {
        compare_flags(shape, seen);
        if (shape.seq) note(is_within(*shape.seq, seen.seq), fmt::format("seq {}", seen.seq));
        if (shape.ack && seen.flags.ack)
            note(is_within(*shape.ack, seen.ack), fmt::format("ack {}", seen.ack));
        note(is_within(shape.window, seen.window), fmt::format("window {}", seen.window));
        note(is_within(shape.length, seen.length), fmt::format("length {}", seen.length));
        const uint64_t size = seen.length + seen.option_octets;
        note(is_within(shape.size, size), fmt::format("size {}", size));
        note(is_within(shape.mss, seen.mss.value_or(0)), "mss " + text(seen.mss));
        if (shape.has_mss) note(*shape.has_mss == seen.mss.has_value(), "mss " + text(seen.mss));
        if (shape.urgent)
            note(*shape.urgent == seen.urgent, fmt::format("urgent pointer {}", seen.urgent));
        if (shape.data) {
            note(casefile::expand(*shape.data, seed) == seen.payload,
                 "data " + base::quoted(seen.payload, kShownOctets));
        }
        if (shape.psh) note(*shape.psh == seen.psh, seen.psh ? "PSH" : "no PSH");
        note(is_within(shape.dscp, seen.dscp), fmt::format("DSCP {}", seen.dscp));
        if (shape.ecn) note(*shape.ecn == seen.ecn, "ECN " + casefile::ecn_name(seen.ecn));
        note(shape.again <= seen.again, "not one that came before");
        note(!seen.wrong_checksum, "a wrong checksum");
        compare_times(shape, seen);
    }

    bool fits() const { return differing_.empty(); }
    std::string text_of_differences() const { return base::join(differing_, ", "); }

  private:
    void compare_flags(const SegmentShape& shape, const SegmentView& seen) {
        const std::string name = "flags " + text_of(seen.flags);
        if (shape.flags) return note(same_flags(*shape.flags, seen.flags), name);
        const bool acknowledges = !shape.ack || seen.flags.ack;
        note(!seen.flags.syn && !seen.flags.rst && acknowledges, name);
    }
    void compare_times(const SegmentShape& shape, const SegmentView& seen) {
        if (shape.within) {
            note(seen.since_sent <= *shape.within,
                 base::format_duration(seen.since_sent) + " after what the peer sent");
        }
        if (!shape.pause || !seen.pause) return;
        const std::string pause = "a pause of " + base::format_duration(*seen.pause);
        if (shape.pause->at_least) note(*seen.pause >= *shape.pause->at_least, pause);
        if (!shape.pause->growing || !seen.pause_before) return;
        note(has_grown(seen),
             pause + " behind one of " + base::format_duration(*seen.pause_before));
    }
    void note(bool fits, std::string difference) {
        if (!fits) differing_.push_back(std::move(difference));
    }
    std::vector<std::string> differing_;
};

std::string wanted_text(const casefile::ExpectSegment& wanted) {
    if (wanted.shapes.empty()) return "no segment";
    std::vector<std::string> texts;
    for (const SegmentShape& shape : wanted.shapes)
        texts.push_back(casefile::describe(shape));
    return base::join(texts, ", or ");
}

// It adds nothing to the conversation that a case could care about.
bool may_be_passed_over(const SegmentView& seen) {
    const bool plain = !seen.flags.syn && !seen.flags.fin && !seen.flags.rst && seen.length == 0;
    return (plain || seen.again) && !seen.wrong_checksum;
}

Judgement broken(const casefile::ExpectSegment& wanted, std::string observed) {
    return {.state = State::broken,
            .seen = {},
            .finding = {wanted_text(wanted), std::move(observed), {}},
            .taken = 0};
}

std::string differences(const casefile::ExpectSegment& wanted, const SegmentView& seen,
                        uint64_t seed) {
    const Comparison comparison(wanted.shapes.front(), seen, seed);
    const char* const which = wanted.shapes.size() > 1 ? "the first of them" : "it";
    return fmt::format("{}; what differs from {}: {}", text_of(seen), which,
                       comparison.text_of_differences());
}

bool fits_but_for_its_pause(SegmentShape shape, const SegmentView& seen, uint64_t seed) {
    if (!shape.pause || fits(shape, seen, seed)) return false;
    shape.pause.reset();
    return fits(shape, seen, seed);
}

Judgement judge_absence(const casefile::ExpectSegment& wanted,
                        const std::vector<SegmentView>& fresh, Finality finality) {
    for (const SegmentView& seen : fresh) {
        if (!seen.again) return broken(wanted, text_of(seen));
    }
    if (finality == Finality::open) return {};
    return {.state = State::holds, .seen = "no segment came", .finding = {}, .taken = fresh.size()};
}

}  // namespace

std::string text_of(const SegmentView& seen) {
    std::string text = fmt::format("{}, seq {}", text_of(seen.flags), seen.seq);
    if (seen.flags.ack) text += fmt::format(", ack {}", seen.ack);
    text += fmt::format(", window {}", seen.window);
    if (seen.mss) text += fmt::format(", mss {}", *seen.mss);
    if (seen.length > 0) {
        text += fmt::format(", {}: {}", base::format_size(seen.length),
                            base::quoted(seen.payload, kShownOctets));
    }
    return text + (seen.again ? " (again)" : "");
}

bool fits(const SegmentShape& shape, const SegmentView& seen, uint64_t seed) {
    return Comparison(shape, seen, seed).fits();
}

Judgement judge_segment(const casefile::ExpectSegment& wanted,
                        const std::vector<SegmentView>& fresh, Finality finality, uint64_t seed) {
    if (wanted.shapes.empty()) return judge_absence(wanted, fresh, finality);
    for (size_t i = 0; i < fresh.size(); ++i) {
        for (const SegmentShape& shape : wanted.shapes) {
            // A repetition that comes too soon is no other one.
            if (fits_but_for_its_pause(shape, fresh[i], seed)) {
                return broken(wanted, differences(wanted, fresh[i], seed));
            }
            if (!fits(shape, fresh[i], seed)) continue;
            return {
                .state = State::holds, .seen = text_of(fresh[i]), .finding = {}, .taken = i + 1};
        }
        if (!may_be_passed_over(fresh[i])) {
            return broken(wanted, differences(wanted, fresh[i], seed));
        }
    }
    if (finality == Finality::open) return {};
    if (fresh.empty()) return broken(wanted, "no segment came");
    return broken(wanted, "nothing but " + differences(wanted, fresh.back(), seed));
}

}  // namespace echospec::verdict
