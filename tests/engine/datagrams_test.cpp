// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "engine/applicability.hpp"
#include "engine/discovery.hpp"
#include "engine/plan.hpp"
#include "tests/engine/catalogues.hpp"
#include "tests/engine/looks.hpp"

// What of the engine is pure, and about UDP.

namespace echospec::engine {
namespace {

using base::Address;
using base::Endpoint;
using casefile::Transport;
using sandbox::DatagramEntry;
using tests::catalogue_of;

const Address kSecond{.is_v6 = false, .octets = {127, 0, 0, 2}};
const Listener kEverywhere{{Address{}, 7}, false, Transport::udp};
const Listener kLoopback{{Address::v4_loopback(), 7}, false, Transport::udp};
const Listener kTcp{{Address{}, 8}, false, Transport::tcp};

Look asleep() {
    return judge_look({tests::thread(sandbox::Rest::asleep)}, {}, {});
}

DatagramEntry bound(const Endpoint& local, uint32_t unread) {
    DatagramEntry entry;
    entry.local = local;
    entry.receive_queue = unread;
    return entry;
}

TEST(WithDatagrams, MovesWhileOneIsUnderWayOrTheTesterHasNotReadIt) {
    EXPECT_EQ(with_datagrams(asleep(), {}, 0, {}).stillness, Stillness::settled);
    EXPECT_EQ(with_datagrams(asleep(), {}, 1, {}).why, "a datagram is under way");
    const Look unread =
        with_datagrams(asleep(), {bound(tests::tester_end(), 768)}, 0, {tests::tester_end()});
    EXPECT_EQ(unread.stillness, Stillness::moving);
    EXPECT_EQ(unread.why, "the tester has not read all");
}

TEST(WithDatagrams, SettlesOverWhatTheTargetDoesNotRead) {
    const Look look =
        with_datagrams(asleep(), {bound(tests::target_end(), 768)}, 0, {tests::tester_end()});
    EXPECT_EQ(look.stillness, Stillness::settled);
    EXPECT_TRUE(nothing_happened(look, look));
    const Look later =
        with_datagrams(asleep(), {bound(tests::target_end(), 0)}, 0, {tests::tester_end()});
    EXPECT_FALSE(nothing_happened(look, later));
}

TEST(ReachableAt, FindsWhoIsBoundThereOrEverywhere) {
    EXPECT_EQ(reachable_at({kEverywhere}, kSecond), (Endpoint{kSecond, 7}));
    EXPECT_EQ(reachable_at({kLoopback}, Address::v4_loopback()), kLoopback.local);
    EXPECT_FALSE(reachable_at({kLoopback}, kSecond));
    EXPECT_FALSE(reachable_at({kEverywhere}, Address::v6_loopback()));
}

TEST(OnTransport, KeepsThoseOfOne) {
    const std::vector<Listener> both{kTcp, kEverywhere};
    EXPECT_EQ(on_transport(both, Transport::udp), std::vector<Listener>{kEverywhere});
    EXPECT_EQ(ports_of(both), (std::vector<uint16_t>{7, 8}));
    EXPECT_EQ(describe(both), "0.0.0.0:8, 0.0.0.0:7 (UDP)");
}

TEST(MakePlan, TakesTheTransportsThatWereFound) {
    const auto catalogue = catalogue_of({{.id = "udp/server/a"}});
    Settings settings;
    settings.found = {Transport::tcp, Transport::udp};
    EXPECT_EQ(make_plan(catalogue, settings)->jobs.size(), 2U);
    settings.found = {Transport::udp};
    EXPECT_EQ(make_plan(catalogue, settings)->jobs.size(), 1U);
    settings.transport = Transport::tcp;
    EXPECT_EQ(make_plan(catalogue, settings)->jobs.size(), 1U);
}

TEST(WhyNotApplicable, NamesTheAddressThatIsNotListenedOn) {
    const auto catalogue = catalogue_of({{.id = "udp/server/a"}});
    Settings settings;
    settings.found = {Transport::udp};
    const Plan plan = *make_plan(catalogue, settings);
    casefile::Variant variant = *plan.jobs[0].variant;
    std::get<casefile::Connect>(variant.steps[0].action).to = kSecond;
    const Job job{plan.jobs[0].test, &variant, {}};
    EXPECT_EQ(why_not_applicable(job, settings, {kEverywhere}), "");
    EXPECT_EQ(why_not_applicable(job, settings, {kLoopback}),
              "the target does not listen on 127.0.0.2");
}

}  // namespace
}  // namespace echospec::engine
