// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/address.hpp"
#include "verdict/judge.hpp"

// Expectations on datagrams, judged on what one socket of the tester saw. Pure.
//
// UDP may lose and reorder, so nobody is blamed for that: what the kernel is known to have dropped
// is not missing, and order counts only where a case asks for it. It neither cuts, joins, changes
// nor doubles datagrams on one machine: that is the target's doing. So is an answer from anywhere
// but the address and port that were asked.

namespace echospec::verdict {

struct DatagramSeen {
    base::Endpoint from;
    std::string_view payload;
};

struct DatagramView {
    base::Endpoint asked;
    std::vector<DatagramSeen> fresh;      // received, and not yet dealt with by an earlier step
    uint64_t lost = 0;                    // dropped by the kernel, on the way there or back
    std::string_view none = "no answer";  // what it is called where one is missing
};

enum class Order { any, kept };

// Somebody else's answer is no answer, whatever it says: broken, or nothing if it is from there.
std::optional<Judgement> judge_origin(const DatagramSeen& seen, const base::Endpoint& asked);

// Each of `sent` comes back once, whole. `taken` counts datagrams.
Judgement judge_echoes(const std::vector<std::string_view>& sent, const DatagramView& view,
                       Order order, Finality finality);

// The next datagram holds exactly this.
Judgement judge_datagram(std::string_view expected, const DatagramView& view, Finality finality);

// No datagram came, and none can.
Judgement judge_no_datagram(const DatagramView& view, Finality finality);

}  // namespace echospec::verdict
