// SPDX-License-Identifier: Apache-2.0
#include "verdict/judge_datagrams.hpp"

#include <gtest/gtest.h>

namespace echospec::verdict {
namespace {

using State = Judgement::State;
using Payloads = std::vector<std::string_view>;

const base::Endpoint kAsked{base::Address::v4_loopback(), 7};

DatagramView seen(const Payloads& payloads, uint64_t lost = 0) {
    DatagramView view{.asked = kAsked, .fresh = {}, .lost = lost};
    for (const std::string_view payload : payloads)
        view.fresh.push_back({kAsked, payload});
    return view;
}

Judgement in_any_order(const Payloads& sent, const DatagramView& view) {
    return judge_echoes(sent, view, Order::any, Finality::final);
}

void expect_broken(const Judgement& judgement, const std::string& observed) {
    EXPECT_EQ(judgement.state, State::broken);
    EXPECT_EQ(judgement.finding.observed, observed);
}

TEST(JudgeEchoes, HoldsOnceEachCameBackInAnyOrder) {
    const Payloads sent{"one", "", "two", "one"};
    EXPECT_EQ(judge_echoes(sent, seen({"two", "one", ""}), Order::any, Finality::open).state,
              State::pending);
    const Judgement all = in_any_order(sent, seen({"two", "one", "", "one"}));
    EXPECT_EQ(all.state, State::holds);
    EXPECT_EQ(all.seen, "4 datagrams");
    EXPECT_EQ(all.taken, 4U);
}

TEST(JudgeEchoes, NamesWhatIsWrongWithAnAnswer) {
    expect_broken(in_any_order({"hello"}, seen({"hel"})), "cut: 3 of 5 bytes");
    expect_broken(in_any_order({"hello"}, seen({"hello\n"})), "1 bytes too many: \"\\n\"");
    expect_broken(in_any_order({"hello"}, seen({"HELLO"})),
                  "other bytes than any that are due: a datagram of 5 bytes: \"HELLO\"");
    expect_broken(in_any_order({"one", "two"}, seen({"onetwo"})),
                  "two datagrams joined in one: a datagram of 6 bytes: \"onetwo\"");
    expect_broken(in_any_order({"one", "two"}, seen({"one", "one"})),
                  "once more what was answered already: a datagram of 3 bytes: \"one\"");
    expect_broken(in_any_order({"one"}, seen({"one", "hi"})),
                  "one that nobody asked for: a datagram of 2 bytes: \"hi\"");
    expect_broken(in_any_order({"a"}, seen({""})),
                  "an empty datagram in answer to one that is not");
}

TEST(JudgeEchoes, TakesNoAnswerFromElsewhere) {
    DatagramView view = seen({"hello"});
    view.fresh[0].from.port = 8;
    const Judgement other_port = in_any_order({"hello"}, view);
    EXPECT_EQ(other_port.finding.expected, "an answer from 127.0.0.1:7, which was asked");
    expect_broken(other_port,
                  "it came from 127.0.0.1:8, another port: a datagram of 5 bytes: \"hello\"");
    view.fresh[0].from = {{.is_v6 = false, .octets = {127, 0, 0, 2}}, 7};
    expect_broken(in_any_order({"hello"}, view),
                  "it came from 127.0.0.2:7, another address: a datagram of 5 bytes: \"hello\"");
}

TEST(JudgeEchoes, MissesNothingThatTheKernelDropped) {
    const Payloads sent{"one", "two", "three"};
    const Judgement some = in_any_order(sent, seen({"three"}, 2));
    EXPECT_EQ(some.state, State::holds);
    EXPECT_EQ(some.seen, "1 of 3 datagrams; 2 datagrams lost in a full receive buffer, as UDP may");
    EXPECT_EQ(some.lost, 2U);
    const Judgement none = in_any_order(sent, seen({}, 3));
    EXPECT_EQ(none.state, State::broken);
    EXPECT_EQ(none.lost, 3U);
    const Judgement more = in_any_order(sent, seen({"three"}, 1));
    EXPECT_EQ(more.lost, 0U);
    expect_broken(
        more,
        "1 came back; missing is first a datagram of 3 bytes: \"one\"; 1 datagram lost in "
        "a full receive buffer, as UDP may");
}

TEST(JudgeEchoes, WaitsNoLongerOnceAllThatIsMissingIsLost) {
    const Payloads sent{"one", "two", "three"};
    const auto judged = [&](const DatagramView& view) {
        return judge_echoes(sent, view, Order::any, Finality::open).state;
    };
    EXPECT_EQ(judged(seen({}, 3)), State::pending);
    EXPECT_EQ(judged(seen({"one"}, 1)), State::pending);
    EXPECT_EQ(judged(seen({"one"}, 2)), State::holds);
}

TEST(JudgeEchoes, AsksForOrderOnlyWhereItIsWanted) {
    const Payloads sent{"one", "two", "three"};
    EXPECT_EQ(in_any_order(sent, seen({"two", "one", "three"})).state, State::holds);
    const auto ordered = [&](const DatagramView& view) {
        return judge_echoes(sent, view, Order::kept, Finality::final);
    };
    EXPECT_EQ(ordered(seen({"one", "two", "three"})).state, State::holds);
    EXPECT_EQ(ordered(seen({"one", "three"}, 1)).state, State::holds);
    expect_broken(ordered(seen({"two", "one", "three"})),
                  "the answer to number 1 came after that to number 2");
}

TEST(JudgeDatagram, LooksAtTheNextOneAlone) {
    EXPECT_EQ(judge_datagram("hi", seen({}), Finality::open).state, State::pending);
    EXPECT_EQ(judge_datagram("hi", seen({"hi", "ho"}), Finality::open).taken, 1U);
    expect_broken(judge_datagram("hi", seen({}), Finality::final), "no answer");
}

TEST(JudgeNoDatagram, HoldsOnceNothingCanCome) {
    EXPECT_EQ(judge_no_datagram(seen({}), Finality::open).state, State::pending);
    EXPECT_EQ(judge_no_datagram(seen({}), Finality::final).state, State::holds);
    expect_broken(judge_no_datagram(seen({""}), Finality::open),
                  "an empty datagram, from 127.0.0.1:7");
}

}  // namespace
}  // namespace echospec::verdict
