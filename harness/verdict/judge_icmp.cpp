// SPDX-License-Identifier: Apache-2.0
#include "verdict/judge_icmp.hpp"

#include <fmt/format.h>

#include "casefile/describe.hpp"

namespace echospec::verdict {
namespace {

using State = Judgement::State;

constexpr const char* kNone = "no ICMP error";

std::string text_of(const IcmpMessage& message) {
    if (!message.is_v6) return casefile::describe(casefile::IcmpKind{message.type, message.code});
    return fmt::format("ICMPv6 type {} code {}", message.type, message.code);
}

}  // namespace

Judgement judge_icmp(const std::optional<IcmpMessage>& wanted, const std::vector<IcmpMessage>& came,
                     Finality finality) {
    if (came.empty() && finality == Finality::open) return {};
    const std::string seen = came.empty() ? kNone : text_of(came.front());
    const bool holds = wanted ? !came.empty() && came.front() == *wanted : came.empty();
    Judgement judgement;
    judgement.state = holds ? State::holds : State::broken;
    judgement.seen = seen;
    judgement.finding = {wanted ? text_of(*wanted) : kNone, seen, {}};
    judgement.taken = came.empty() ? 0 : 1;
    return judgement;
}

}  // namespace echospec::verdict
