// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verdict/judge.hpp"

// Expectations on the ICMP errors with which a target answers. Pure.

namespace echospec::verdict {

// An error as it came: the numbers of the version of IP that it came over.
struct IcmpMessage {
    bool is_v6 = false;
    unsigned type = 0;
    unsigned code = 0;
    bool operator==(const IcmpMessage&) const = default;
};

// `came` are those that no earlier step has dealt with. The first is the wanted one, or, where none
// is wanted, there is none and none can come. `taken` counts them.
Judgement judge_icmp(const std::optional<IcmpMessage>& wanted, const std::vector<IcmpMessage>& came,
                     Finality finality);

}  // namespace echospec::verdict
