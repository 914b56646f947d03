// SPDX-License-Identifier: Apache-2.0
#include "engine/patience.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace echospec::engine {
namespace {

using namespace std::chrono_literals;

const base::Instant kStart{};

Signs at(base::Duration time) {
    Signs signs;
    signs.now = kStart + time;
    return signs;
}

Signs moved(base::Duration time, uint64_t bytes) {
    Signs signs = at(time);
    signs.bytes_moved = bytes;
    return signs;
}

// Both sides waited for a processor for so long.
Signs queued(base::Duration time, base::Duration target, base::Duration own) {
    Signs signs = at(time);
    signs.target_queued = target;
    signs.own_queued = own;
    return signs;
}

TEST(Patience, EndsAfterItsLimit) {
    Patience patience(5s, at(0s));
    EXPECT_FALSE(patience.is_over(at(0s)));
    EXPECT_FALSE(patience.is_over(at(5s)));
    EXPECT_TRUE(patience.is_over(at(5001ms)));
    EXPECT_FALSE(patience.is_starved());
}

TEST(Patience, CountsFromTheLastProgress) {
    Patience patience(5s, at(0s));
    for (uint64_t second = 1; second <= 100; ++second)
        ASSERT_FALSE(patience.is_over(moved(4s * second, second)));
    EXPECT_FALSE(patience.is_over(moved(405s, 100)));
    EXPECT_TRUE(patience.is_over(moved(406s, 100)));
}

TEST(Patience, DoesNotCountTimeInWhichNobodyWasLetRun) {
    Patience patience(5s, queued(0s, 10s, 20s));
    EXPECT_FALSE(patience.is_over(queued(7s, 11s, 21s)));
    EXPECT_TRUE(patience.is_over(queued(7001ms, 11s, 21s)));
    EXPECT_FALSE(patience.is_starved());
}

TEST(Patience, IsStarvedOnceMoreWasLostThanItIsLong) {
    Patience patience(5s, at(0s));
    EXPECT_FALSE(patience.is_over(queued(6s, 3s, 2s)));
    EXPECT_FALSE(patience.is_starved());
    EXPECT_FALSE(patience.is_over(queued(7s, 3s, 3s)));
    EXPECT_TRUE(patience.is_starved());
}

// A target that spins on a loaded machine is always waiting for a processor.
TEST(Patience, EndsHoweverMuchIsLost) {
    Patience patience(5s, at(0s));
    EXPECT_FALSE(patience.is_over(queued(20s, 1000s, 0s)));
    EXPECT_TRUE(patience.is_over(queued(20001ms, 1000s, 0s)));
    EXPECT_TRUE(patience.is_starved());
}

TEST(Patience, ForgetsWhatWasLostBeforeTheLastProgress) {
    Patience patience(5s, at(0s));
    Signs signs = queued(1s, 10s, 0s);
    EXPECT_FALSE(patience.is_over(signs));
    EXPECT_TRUE(patience.is_starved());
    signs.bytes_moved = 1;
    EXPECT_FALSE(patience.is_over(signs));
    EXPECT_FALSE(patience.is_starved());
    signs.now += 5001ms;
    EXPECT_TRUE(patience.is_over(signs));
}

TEST(Patience, WaitsForWhatTheKernelWillSendAgain) {
    Patience patience(5s, at(0s));
    Signs signs = at(60s);
    signs.kernel_at_work = true;
    EXPECT_FALSE(patience.is_over(signs));
    EXPECT_FALSE(patience.is_over(at(65s)));
    EXPECT_TRUE(patience.is_over(at(65001ms)));
}

// The sum over the target's threads falls when one of them ends.
TEST(Patience, KeepsItsCountWhenAThreadTakesItsOwnAway) {
    Patience patience(5s, queued(0s, 10s, 0s));
    EXPECT_FALSE(patience.is_over(queued(1s, 2s, 0s)));
    EXPECT_FALSE(patience.is_over(queued(6s, 4s, 0s)));
    EXPECT_FALSE(patience.is_over(queued(7s, 4s, 0s)));
    EXPECT_TRUE(patience.is_over(queued(7001ms, 4s, 0s)));
}

}  // namespace
}  // namespace echospec::engine
