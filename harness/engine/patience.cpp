// SPDX-License-Identifier: Apache-2.0
#include "engine/patience.hpp"

#include <algorithm>

namespace echospec::engine {
namespace {

// How many times its length a wait may grow for lost time.
constexpr int kMostLost = 3;

}  // namespace

bool Patience::is_over(const Signs& signs) {
    if (signs.bytes_moved != mark_.bytes_moved || signs.kernel_at_work) {
        mark_ = signs;
        lost_ = {};
    }
    // The sum over the target's threads falls when one of them ends: then the lower one is the
    // mark.
    mark_.target_queued = std::min(mark_.target_queued, signs.target_queued);
    const base::Duration lost =
        signs.target_queued - mark_.target_queued + signs.own_queued - mark_.own_queued;
    lost_ = std::max(lost_, std::min(lost, kMostLost * limit_));
    return signs.now - mark_.now > limit_ + lost_;
}

}  // namespace echospec::engine
