// SPDX-License-Identifier: Apache-2.0
#include "verdict/judge_segment.hpp"

#include <gtest/gtest.h>

#include <chrono>

#include "tests/verdict/segments.hpp"
#include "verdict/segment_text.hpp"

namespace echospec::verdict {
namespace {

using casefile::Bounds;

using casefile::ExpectSegment;
using casefile::SegmentShape;
using casefile::SeqBounds;
using tests::ack;
using tests::data;
using tests::once_more;
using tests::reset;
using tests::syn_ack;
using State = Judgement::State;
using Views = std::vector<SegmentView>;
using namespace std::chrono_literals;

constexpr uint64_t kSeed = 1;

SegmentShape shape(void (*set)(SegmentShape&)) {
    SegmentShape wanted;
    set(wanted);
    return wanted;
}

SegmentShape flagged(const wire::Flags& bits) {
    SegmentShape wanted;
    wanted.flags = bits;
    return wanted;
}

SeqBounds exactly(int64_t number) {
    return {number, number};
}

Judgement judge(const std::vector<SegmentShape>& shapes, const Views& fresh,
                Finality finality = Finality::final) {
    return judge_segment(ExpectSegment{shapes}, fresh, finality, kSeed);
}

void expect_broken(const Judgement& judgement, const std::string& observed) {
    EXPECT_EQ(judgement.state, State::broken);
    EXPECT_EQ(judgement.finding.observed, observed);
}

constexpr wire::Flags kSynAck{.syn = true, .ack = true};
constexpr wire::Flags kFinAck{.ack = true, .fin = true};

TEST(TextOf, NamesWhatASegmentSays) {
    EXPECT_EQ(text_of(syn_ack()), "SYN+ACK, seq 0, ack 1, window 64240, mss 1460");
    EXPECT_EQ(text_of(data(1, "hello")), "ACK, seq 1, ack 1, window 30000, 5 bytes: \"hello\"");
    EXPECT_EQ(text_of(reset(7)), "RST, seq 7, window 0");
    EXPECT_EQ(text_of(once_more(ack(3, 1))), "ACK, seq 3, ack 1, window 30000 (again)");
}

TEST(JudgeSegment, HoldsForTheNextOneThatFits) {
    const Judgement judgement = judge({flagged(kSynAck)}, {syn_ack(), ack(1, 1)}, Finality::open);
    EXPECT_EQ(judgement.state, State::holds);
    EXPECT_EQ(judgement.seen, text_of(syn_ack()));
    EXPECT_EQ(judgement.taken, 1U);
}

TEST(JudgeSegment, WaitsUntilItIsKnownThatNoneCame) {
    EXPECT_EQ(judge({flagged(kSynAck)}, {}, Finality::open).state, State::pending);
    const Judgement judgement = judge({flagged(kSynAck)}, {});
    EXPECT_EQ(judgement.finding.expected, "SYN+ACK");
    expect_broken(judgement, "no segment came");
}

TEST(JudgeSegment, PassesOverAcknowledgmentsAndRepetitionsThatDoNotFit) {
    const Views fresh{ack(1, 6), once_more(data(1, "hello")), data(6, "world")};
    SegmentShape wanted;
    wanted.seq = exactly(6);
    wanted.length = Bounds{5, 5};
    EXPECT_EQ(judge({wanted}, fresh).taken, 3U);
    EXPECT_EQ(judge({wanted}, {fresh[0], fresh[1]}, Finality::open).state, State::pending);
    expect_broken(
        judge({wanted}, {fresh[0]}),
        "nothing but ACK, seq 1, ack 6, window 30000; what differs from it: seq 1, length 0");
}

TEST(JudgeSegment, IsBrokenByTheFirstThatSaysSomethingNewAndDoesNotFit) {
    const Judgement judgement =
        judge({flagged(kFinAck)}, {ack(1, 6), data(1, "hello")}, Finality::open);
    EXPECT_EQ(judgement.finding.expected, "FIN+ACK");
    expect_broken(
        judgement,
        "ACK, seq 1, ack 1, window 30000, 5 bytes: \"hello\"; what differs from it: flags ACK");
    EXPECT_EQ(judge({flagged(kFinAck)}, {reset(1)}, Finality::open).state, State::broken);
}

// Each field with the segment's own value where it differs.
TEST(JudgeSegment, ComparesFieldByField) {
    struct Row {
        SegmentShape wanted;
        std::string differs;
    };
    SegmentView seen = data(5, "hello");
    seen.ack = 7;
    seen.window = 100;
    seen.option_octets = 12;
    seen.urgent = 3;
    seen.psh = false;
    seen.dscp = 46;
    seen.ecn = 2;
    const Row rows[] = {
        {shape([](auto& w) { w.flags = kFinAck; }), "flags ACK"},
        {shape([](auto& w) { w.flags = wire::Flags{.ack = true, .urg = true}; }), "flags ACK"},
        {shape([](auto& w) { w.seq = exactly(6); }), "seq 5"},
        {shape([](auto& w) { w.seq = SeqBounds{.at_most = 4}; }), "seq 5"},
        {shape([](auto& w) { w.ack = exactly(8); }), "ack 7"},
        {shape([](auto& w) {
             w.window = Bounds{101, UINT64_MAX};
         }),
         "window 100"},
        {shape([](auto& w) {
             w.window = Bounds{0, 99};
         }),
         "window 100"},
        {shape([](auto& w) {
             w.length = Bounds{4, 4};
         }),
         "length 5"},
        {shape([](auto& w) {
             w.size = Bounds{0, 16};
         }),
         "size 17"},
        {shape([](auto& w) {
             w.mss = Bounds{536, 536};
         }),
         "mss none"},
        {shape([](auto& w) { w.has_mss = true; }), "mss none"},
        {shape([](auto& w) { w.urgent = uint16_t{4}; }), "urgent pointer 3"},
        {shape([](auto& w) { w.data = casefile::Literal{"help!"}; }), "data \"hello\""},
        {shape([](auto& w) { w.psh = true; }), "no PSH"},
        {shape([](auto& w) { w.flags = wire::Flags{.ack = true, .ece = true}; }), "flags ACK"},
        {shape([](auto& w) {
             w.dscp = Bounds{0, 0};
         }),
         "DSCP 46"},
        {shape([](auto& w) { w.ecn = 3U; }), "ECN ect-0"},
        {shape([](auto& w) { w.again = true; }), "not one that came before"},
        {shape([](auto& w) {
             w.seq = exactly(6);
             w.window = Bounds{1, 1};
         }),
         "seq 5, window 100"},
    };
    for (const Row& row : rows)
        expect_broken(judge({row.wanted}, {seen}),
                      text_of(seen) + "; what differs from it: " + row.differs);
}

TEST(JudgeSegment, LetsBeWhatIsNotAskedFor) {
    SegmentView seen = data(5, "hello");
    seen.flags.urg = seen.flags.ece = seen.flags.cwr = true;
    EXPECT_EQ(judge({SegmentShape{}}, {seen}).state, State::holds);
    EXPECT_EQ(judge({flagged({.ack = true})}, {seen}).state, State::holds);
    EXPECT_EQ(judge({flagged({.ack = true, .psh = true, .urg = true})}, {seen}).state,
              State::holds);
    const Bounds all{5, 5};
    SegmentShape wanted;
    wanted.seq = SeqBounds{5, 5};
    wanted.ack = SeqBounds{.at_least = 1};
    wanted.length = wanted.size = all;
    wanted.has_mss = false;
    wanted.data = casefile::Literal{"hello"};
    EXPECT_EQ(judge({wanted}, {seen}).state, State::holds);
}

// A SYN or a RST is never meant by numbers alone, nor is an acknowledgment by what has none.
TEST(JudgeSegment, TakesNoSynNorResetWhereNoFlagsAreNamed) {
    SegmentShape wanted;
    wanted.ack = exactly(1);
    expect_broken(judge({wanted}, {syn_ack()}),
                  text_of(syn_ack()) + "; what differs from it: flags SYN+ACK");
    expect_broken(judge({wanted}, {reset(1)}),
                  "RST, seq 1, window 0; what differs from it: flags RST");
    SegmentView fin;
    fin.flags = {.fin = true};
    expect_broken(judge({wanted}, {fin}), "FIN, seq 0, window 0; what differs from it: flags FIN");
}

TEST(JudgeSegment, ComparesTheNumberOfAnAcknowledgmentOnlyWhereItMeansSomething) {
    SegmentShape wanted = flagged({.rst = true});
    wanted.ack = exactly(9);
    EXPECT_EQ(judge({wanted}, {reset(1)}).state, State::holds);
}

TEST(JudgeSegment, HoldsForOneOfSeveralShapes) {
    const std::vector<SegmentShape> either{flagged({.rst = true}), flagged({.ack = true})};
    EXPECT_EQ(judge(either, {ack(1, 1)}).state, State::holds);
    EXPECT_EQ(judge(either, {reset(1)}).state, State::holds);
    const Judgement neither = judge(either, {syn_ack()});
    EXPECT_EQ(neither.finding.expected, "RST, or ACK");
    expect_broken(neither,
                  text_of(syn_ack()) + "; what differs from the first of them: flags SYN+ACK");
}

TEST(JudgeSegment, HoldsWhereNothingWasToComeAndNothingDid) {
    EXPECT_EQ(judge({}, {}, Finality::open).state, State::pending);
    EXPECT_EQ(judge({}, {}).seen, "no segment came");
    const Judgement repeated = judge({}, {once_more(syn_ack())});
    EXPECT_EQ(repeated.state, State::holds);
    EXPECT_EQ(repeated.taken, 1U);
    const Judgement judgement = judge({}, {ack(1, 1)}, Finality::open);
    EXPECT_EQ(judgement.finding.expected, "no segment");
    expect_broken(judgement, text_of(ack(1, 1)));
}

TEST(JudgeSegment, TakesNothingThatIsDamaged) {
    SegmentView damaged = syn_ack();
    damaged.wrong_checksum = true;
    expect_broken(judge({flagged(kSynAck)}, {damaged}, Finality::open),
                  text_of(syn_ack()) + "; what differs from it: a wrong checksum");
}

TEST(JudgeSegment, TakesARepetitionWhereOneIsAskedFor) {
    SegmentShape wanted = flagged(kSynAck);
    wanted.again = true;
    EXPECT_EQ(judge({wanted}, {once_more(syn_ack())}).state, State::holds);
    EXPECT_EQ(judge({flagged(kSynAck)}, {once_more(syn_ack())}).state, State::holds);
}

using Pauses = std::vector<base::Duration>;

// The pauses before it, the last of them first.
SegmentView repeated(const Pauses& pauses) {
    SegmentView view = once_more(syn_ack());
    view.pause = pauses.at(0);
    if (pauses.size() > 1) view.pause_before = pauses[1];
    if (pauses.size() > 2) view.pause_two_before = pauses[2];
    return view;
}

SegmentShape pausing(const casefile::Pause& pause) {
    SegmentShape wanted;
    wanted.flags = kSynAck;
    wanted.again = true;
    wanted.pause = pause;
    return wanted;
}

// As long as more may come, too: a repetition that comes too soon is no other one.
void expect_too_short(const SegmentShape& wanted, const Pauses& pauses, const std::string& pause) {
    expect_broken(judge({wanted}, {repeated(pauses)}, Finality::open),
                  text_of(once_more(syn_ack())) + "; what differs from it: a pause of " + pause);
}

TEST(JudgePause, HasToGrowByHalf) {
    const SegmentShape wanted = pausing({.growing = true, .at_least = {}});
    EXPECT_EQ(judge({wanted}, {repeated({200ms})}).state, State::holds);
    EXPECT_EQ(judge({wanted}, {repeated({300ms, 200ms})}).state, State::holds);
    expect_too_short(wanted, {299ms, 200ms}, "299.0 ms behind one of 200.0 ms");
}

// The machine makes a short one longer, and so the next one seem no longer.
TEST(JudgePause, IsComparedWithTheOneTwoBeforeWhereTheTimerWasLate) {
    const SegmentShape wanted = pausing({.growing = true, .at_least = {}});
    EXPECT_EQ(judge({wanted}, {repeated({80ms, 75ms, 20ms})}).state, State::holds);
    EXPECT_EQ(judge({wanted}, {repeated({40ms, 39ms})}).state, State::holds);
    expect_too_short(wanted, {20ms, 20ms, 20ms}, "20.0 ms behind one of 20.0 ms");
    expect_too_short(wanted, {100ms, 100ms}, "100.0 ms behind one of 100.0 ms");
}

TEST(JudgePause, HasToBeLongEnough) {
    const SegmentShape wanted = pausing({.growing = false, .at_least = 20ms});
    EXPECT_EQ(judge({wanted}, {repeated({20ms})}).state, State::holds);
    expect_too_short(wanted, {19ms}, "19.0 ms");
}

TEST(JudgeSegment, HasToComeInTime) {
    SegmentShape wanted = flagged(kSynAck);
    wanted.within = 500ms;
    SegmentView seen = syn_ack();
    seen.since_sent = 500ms;
    EXPECT_EQ(judge({wanted}, {seen}).state, State::holds);
    seen.since_sent = 501ms;
    expect_broken(judge({wanted}, {seen}),
                  text_of(seen) + "; what differs from it: 501.0 ms after what the peer sent");
}

}  // namespace
}  // namespace echospec::verdict
