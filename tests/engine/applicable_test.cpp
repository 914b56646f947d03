// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <stdexcept>

#include "engine/applicability.hpp"
#include "engine/plan.hpp"
#include "tests/engine/catalogues.hpp"

namespace echospec::engine {
namespace {

using base::Address;
using casefile::Catalogue;
using tests::catalogue_of;
using tests::SmallCase;

const std::vector<Listener> kV4{{{{}, 7}, false}};
const std::vector<Listener> kDual{{{{.is_v6 = true}, 7}, false}};
const std::vector<Listener> kV6Loopback{{{Address::v6_loopback(), 7}, false}};

// Of the last of the planned jobs: the sanity case comes first.
std::string why_not(const SmallCase& small, const Settings& settings,
                    const std::vector<Listener>& listeners) {
    const Catalogue catalogue = catalogue_of({small});
    const auto plan = make_plan(catalogue, settings);
    if (!plan) throw std::runtime_error(base::render(plan.error()));
    return why_not_applicable(plan->jobs.back(), settings, listeners);
}

SmallCase with_steps(const std::string& steps) {
    return {.id = "tcp/server/stack/a", .steps = steps};
}

Settings on_own_stack() {
    Settings settings;
    settings.own_stack = casefile::parse_own_stack("tun0:192.0.2.2");
    return settings;
}

// Where the target listens, once the raw peer's SYN was answered.
const std::vector<Listener> kOwnStack{{{{.is_v6 = false, .octets = {192, 0, 2, 2}}, 7}, false}};

constexpr const char* kRawPeer = "  - raw-peer:\n  - handshake:\n";

TEST(WhyNotApplicable, NamesTheFamilyThatIsMissing) {
    const SmallCase small{.id = "tcp/server/close/a", .claims = ", family: ipv6"};
    EXPECT_EQ(why_not(small, {}, kV4), "the target does not listen on IPv6");
    EXPECT_EQ(why_not(small, {}, kDual), "");
}

TEST(WhyNotApplicable, IsEmptyForARawPeerInTheSandbox) {
    EXPECT_EQ(why_not(with_steps(kRawPeer), {}, kV4), "");
    EXPECT_EQ(why_not(with_steps(kRawPeer), {}, kDual), "");
}

TEST(WhyNotApplicable, LeavesRawPeersOutOnTheHost) {
    Settings settings;
    settings.isolation = sandbox::Isolation::host;
    EXPECT_EQ(why_not(with_steps(kRawPeer), settings, kV4),
              "a raw peer stands behind a link of the case's own network: that needs the sandbox");
    EXPECT_EQ(why_not(with_steps("  - connect:\n"), settings, kV4), "");
}

TEST(WhyNotApplicable, NamesWhatTheRawPeerHasNoWayTo) {
    EXPECT_EQ(why_not(with_steps(kRawPeer), {}, kV6Loopback),
              "a raw peer has no way to ::1, which is on no link but lo");
    EXPECT_EQ(why_not(with_steps("  - raw-peer: {family: ipv6}\n  - handshake:\n"), {}, kV4),
              "the target does not listen on IPv6");
    EXPECT_EQ(why_not(with_steps("  - repeat: {times: 2, steps: [{raw-peer: {as: a, to: "
                                 "127.0.0.3}}, {handshake: a}, {abort: a}]}\n"
                                 "  - connect:\n"),
                      {}, {{{Address::v4_loopback(), 7}, false}}),
              "the target does not listen on 127.0.0.3");
}

TEST(WhyNotApplicable, IsEmptyForARawPeerBeforeAnOwnStack) {
    EXPECT_EQ(why_not(with_steps(kRawPeer), on_own_stack(), kOwnStack), "");
    EXPECT_EQ(why_not(with_steps("  - raw-peer: {family: ipv6}\n  - handshake:\n"), on_own_stack(),
                      kOwnStack),
              "the target does not listen on IPv6");
}

TEST(WhyNotApplicable, LeavesOutWhatWouldEndAnOwnStackWithItsProgram) {
    const std::string why = "the program is ended or halted, and its own stack with it";
    for (const std::string name : {"KILL", "STOP", "TERM", "INT", "HUP"}) {
        const SmallCase small = with_steps("  - connect:\n  - signal: " + name + "\n");
        EXPECT_EQ(why_not(small, on_own_stack(), kOwnStack), why) << name;
        EXPECT_EQ(why_not(small, {}, kV4), "") << name;
    }
    EXPECT_EQ(why_not(with_steps("  - connect:\n  - repeat: {times: 2, steps: [{signal: TERM}]}\n"),
                      on_own_stack(), kOwnStack),
              why);
    EXPECT_EQ(why_not(with_steps("  - connect:\n  - signal: USR1\n"), on_own_stack(), kOwnStack),
              "");
}

TEST(WhyNotApplicable, HasAnOwnStackCloseFirstWhereItsSignalIsKnown) {
    const SmallCase small = with_steps("  - connect:\n  - target-closes:\n");
    EXPECT_EQ(why_not(small, on_own_stack(), kOwnStack),
              "nothing has it close its connections first; --close-signal names the signal that "
              "does");
    Settings told = on_own_stack();
    told.close_signal = casefile::find_signal("USR1");
    EXPECT_EQ(why_not(small, told, kOwnStack), "");
    EXPECT_EQ(why_not(small, {}, kV4), "");
}

// A case may name only settings that some kernel has: so this one is put in behind the reader.
TEST(WhyNotApplicable, NamesASettingThatThisKernelDoesNotHave) {
    const Catalogue catalogue =
        catalogue_of({{.id = "tcp/server/close/a", .rest = "start: {kernel: {tcp_sack: 0}}\n"}});
    Job job = make_plan(catalogue, {})->jobs.back();
    EXPECT_EQ(why_not_applicable(job, {}, kV4), "");
    casefile::Variant variant = *job.variant;
    variant.start.kernel = {{"tcp_of_tomorrow", "1"}};
    job.variant = &variant;
    EXPECT_EQ(why_not_applicable(job, {}, kV4), "this kernel has no net.ipv4.tcp_of_tomorrow");
}

}  // namespace
}  // namespace echospec::engine
