// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/verdict/segments.hpp"
#include "verdict/judge_segment.hpp"
#include "verdict/segment_text.hpp"

namespace echospec::verdict {
namespace {

using casefile::EverySegment;
using casefile::NumbersAre;
using tests::ack;
using tests::data;
using tests::once_more;
using tests::reset;
using tests::syn_ack;
using State = Judgement::State;
using Views = std::vector<SegmentView>;

const base::Address kAsked{base::Address::v4_loopback()};

Judgement count(const casefile::Bounds& is, const Views& all) {
    casefile::CountSegments wanted;
    wanted.shape.flags = wire::Flags{.syn = true, .ack = true};
    wanted.is = is;
    return judge_count(wanted, all, 1);
}

TEST(JudgeCount, CountsWhatHasTheShapeRepetitionsToo) {
    const Views all{syn_ack(), once_more(syn_ack()), ack(1, 1)};
    const Judgement judgement = count({2, 2}, all);
    EXPECT_EQ(judgement.state, State::holds);
    EXPECT_EQ(judgement.seen, "2 of 3 segments");
    EXPECT_EQ(judgement.taken, 0U);
    EXPECT_EQ(count({0, 0}, {}).state, State::holds);
}

TEST(JudgeCount, SaysHowManyThereAreAndWhichIsTheFirst) {
    const Judgement many = count({0, 0}, {ack(1, 1), syn_ack()});
    EXPECT_EQ(many.state, State::broken);
    EXPECT_EQ(many.finding.expected, "none of the target's segments are SYN+ACK");
    EXPECT_EQ(many.finding.observed, "1 of 2 segments, the first of them " + text_of(syn_ack()));
    const Judgement few = count({1, UINT64_MAX}, {ack(1, 1)});
    EXPECT_EQ(few.finding.expected, "at least 1 of the target's segments are SYN+ACK");
    EXPECT_EQ(few.finding.observed, "0 of 1 segments");
    const auto expected = [](const casefile::Bounds& is) {
        return count(is, is.at_most == 1 ? Views{} : Views(4, syn_ack())).finding.expected;
    };
    EXPECT_EQ(expected({1, 1}), "1 of the target's segments is SYN+ACK");
    EXPECT_EQ(expected({2, 3}), "2 to 3 of the target's segments are SYN+ACK");
    EXPECT_EQ(expected({0, 2}), "at most 2 of the target's segments are SYN+ACK");
}

// From the target's one address, without a fault.
Views sound() {
    Views all{syn_ack(), ack(1, 6), data(1, "hello")};
    for (SegmentView& view : all)
        view.source = kAsked;
    all[1].window = 64240 - 5;
    all[2].window = 64240;
    return all;
}

void expect_breach(EverySegment rule, const Views& all, const std::string& expected,
                   const std::string& observed) {
    const Judgement judgement = judge_every(rule, all, kAsked);
    EXPECT_EQ(judgement.state, State::broken);
    EXPECT_EQ(judgement.finding.expected, expected);
    EXPECT_EQ(judgement.finding.observed, observed);
}

TEST(JudgeEvery, HoldsOfSoundSegmentsAndOfNone) {
    for (const EverySegment rule :
         {EverySegment::right_checksums, EverySegment::zero_reserved_bits,
          EverySegment::sound_options, EverySegment::one_address, EverySegment::one_dscp,
          EverySegment::kept_window, EverySegment::large_window_steps}) {
        EXPECT_EQ(judge_every(rule, sound(), kAsked).seen, "all 3 segments");
        EXPECT_EQ(judge_every(rule, {}, kAsked).state, State::holds);
    }
}

TEST(JudgeEvery, NamesTheFirstWithAWrongChecksum) {
    Views all = sound();
    all[1].wrong_checksum = all[2].wrong_checksum = true;
    expect_breach(EverySegment::right_checksums, all, "every segment has its right checksum",
                  text_of(all[1]));
}

TEST(JudgeEvery, NamesTheFirstWithReservedBits) {
    Views all = sound();
    all[2].reserved = 1;
    expect_breach(EverySegment::zero_reserved_bits, all,
                  "the reserved bits of every segment are zero", text_of(all[2]));
}

TEST(JudgeEvery, NamesTheFirstWithUnsoundOptions) {
    Views all = sound();
    all[0].sound_options = false;
    expect_breach(EverySegment::sound_options, all,
                  "the options of every segment have lengths that fit, and zeros behind their end",
                  text_of(all[0]));
}

TEST(JudgeEvery, NamesTheFirstFromAnotherAddress) {
    Views all = sound();
    all[1].source.octets[3] = 9;
    expect_breach(EverySegment::one_address, all,
                  "every segment comes from the address that was asked",
                  text_of(all[1]) + " from 127.0.0.9");
}

// Acknowledgments alone may have another one.
TEST(JudgeEvery, NamesTheFirstDataWithAnotherDscp) {
    Views all{syn_ack(), data(1, "a"), ack(2, 2), data(2, "b"), data(3, "c")};
    all[1].dscp = all[3].dscp = 46;
    expect_breach(EverySegment::one_dscp, all, "all segments with data have the same DSCP",
                  text_of(all[4]) + " with DSCP 0");
    all[4].dscp = 46;
    EXPECT_EQ(judge_every(EverySegment::one_dscp, all, kAsked).state, State::holds);
}

SegmentView offering(int64_t number, uint64_t window) {
    SegmentView view = ack(1, number);
    view.window = window;
    return view;
}

constexpr const char* kKept = "the right edge of the window that is offered never moves back";

TEST(JudgeEvery, NamesTheFirstWhoseWindowMovesBack) {
    const Views kept{offering(1, 1000), offering(501, 500), offering(1001, 0), offering(1001, 9)};
    EXPECT_EQ(judge_every(EverySegment::kept_window, kept, kAsked).state, State::holds);
    const Views shrunk{offering(1, 1000), offering(501, 499), offering(501, 0)};
    expect_breach(EverySegment::kept_window, shrunk, kKept, text_of(shrunk[1]));
}

// What acknowledges nothing offers nothing.
TEST(JudgeEvery, LeavesOutOfTheWindowWhatOffersNone) {
    SegmentView syn;
    syn.flags = {.syn = true};
    const Views all{offering(1, 1000), reset(1), syn, offering(1, 1000)};
    EXPECT_EQ(judge_every(EverySegment::kept_window, all, kAsked).state, State::holds);
    EXPECT_EQ(judge_every(EverySegment::large_window_steps, all, kAsked).state, State::holds);
}

// RFC 9293 §3.8.6.2.2: by the lesser of the MSS and half of the buffer at least.
TEST(JudgeEvery, NamesTheFirstSillyStepOfTheWindow) {
    const Views wide{offering(1, 4000), offering(4001, 0), offering(4001, 1460)};
    EXPECT_EQ(judge_every(EverySegment::large_window_steps, wide, kAsked).state, State::holds);
    const Views narrow{offering(1, 1000), offering(1001, 0), offering(1001, 500)};
    EXPECT_EQ(judge_every(EverySegment::large_window_steps, narrow, kAsked).state, State::holds);
    const Views silly{offering(1, 4000), offering(4001, 0), offering(4001, 1459)};
    expect_breach(EverySegment::large_window_steps, silly,
                  "a window of which little is open opens by a segment's worth, or not at all",
                  text_of(silly[2]));
    const Views open{offering(1, 4000), offering(2001, 2000), offering(2001, 2001)};
    EXPECT_EQ(judge_every(EverySegment::large_window_steps, open, kAsked).state, State::holds);
}

State numbers(NumbersAre wanted, const std::vector<uint32_t>& all) {
    return judge_initial_numbers(wanted, all).state;
}

TEST(JudgeInitialNumbers, RiseEachAboveTheOneBeforeItAlsoBeyondTheWrap) {
    EXPECT_EQ(numbers(NumbersAre::rising, {1, 2, 3}), State::holds);
    EXPECT_EQ(numbers(NumbersAre::rising, {0xFFFFFFF0, 5}), State::holds);
    EXPECT_EQ(numbers(NumbersAre::rising, {1, 1}), State::broken);
    EXPECT_EQ(numbers(NumbersAre::rising, {5, 0xFFFFFFF0}), State::broken);
    EXPECT_EQ(numbers(NumbersAre::rising, {1, 0x80000001}), State::broken);
    const Judgement judgement = judge_initial_numbers(NumbersAre::rising, {7, 9, 8});
    EXPECT_EQ(judgement.finding.expected,
              "each initial sequence number is above the one before it");
    EXPECT_EQ(judgement.finding.observed, "7, 9, 8");
}

TEST(JudgeInitialNumbers, SpreadWhereAnyTwoLieFarApart) {
    EXPECT_EQ(numbers(NumbersAre::spread, {1, 64000, 0x40000000}), State::holds);
    EXPECT_EQ(numbers(NumbersAre::spread, {1, 64001, 128001}), State::broken);
    EXPECT_EQ(numbers(NumbersAre::spread, {64001, 1}), State::broken);  // near, on either side
    const Judgement judgement = judge_initial_numbers(NumbersAre::spread, {1, 2});
    EXPECT_EQ(judgement.finding.expected,
              "initial sequence numbers of different connections lie far apart");
    EXPECT_EQ(judgement.finding.observed, "1, 2");
    EXPECT_EQ(judge_initial_numbers(NumbersAre::spread, {1, 0x40000000}).seen, "1, 1073741824");
}

}  // namespace
}  // namespace echospec::verdict
