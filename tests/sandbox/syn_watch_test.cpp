// SPDX-License-Identifier: Apache-2.0
#include "sandbox/syn_watch.hpp"

#include <gtest/gtest.h>

#include "tests/support/forked.hpp"
#include "tests/support/sockets.hpp"

namespace echospec::sandbox {
namespace {

using base::Address;
using Endpoints = std::vector<base::Endpoint>;

class SynWatches : public tests::NeedsSandbox {};

TEST_F(SynWatches, ShowEachAddressThatWasTriedOnce) {
    tests::in_sandbox(tests::User::same, [] {
        SynWatch watch;
        EXPECT_EQ(watch.destinations(), Endpoints{});
        const Endpoints tried{{Address::v6_loopback(), 7}, {Address::v4_loopback(), 7}};
        for (const base::Endpoint& to : {tried[0], tried[1], tried[0]})
            EXPECT_NE(tests::connect_error(to), 0);
        const Endpoints& seen = watch.destinations();
        EXPECT_EQ(Endpoints(seen), (Endpoints{tried[1], tried[0]}));
    });
}

TEST_F(SynWatches, TakeTheAnswersOfServersForNoneOfTheirs) {
    tests::in_sandbox(tests::User::nobody, [] {
        SynWatch watch;
        const auto listener = tests::listen_at({Address::v4_loopback(), 7});
        const tests::Pair pair = tests::connect_to(listener);
        EXPECT_TRUE(tests::echoes(pair));
        EXPECT_EQ(watch.destinations(), (Endpoints{{Address::v4_loopback(), 7}}));
    });
}

}  // namespace
}  // namespace echospec::sandbox
