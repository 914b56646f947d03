// SPDX-License-Identifier: Apache-2.0
#include "verdict/judge_evidence.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "casefile/describe.hpp"
#include "wire/judgement.hpp"

namespace echospec::verdict {
namespace {

using casefile::End;
using casefile::ResetBy;
using casefile::WireWanted;
using wire::Conversation;
using wire::Side;

bool fits(const casefile::EndState& wanted, const EndView& seen) {
    const bool state =
        wanted.states.empty() ||
        std::find(wanted.states.begin(), wanted.states.end(), seen.state) != wanted.states.end();
    return state && (!wanted.unread || *wanted.unread == seen.unread) &&
           (!wanted.unconfirmed || *wanted.unconfirmed == seen.unconfirmed);
}

std::string describe(const EndView& seen) {
    std::string text(wire::to_string(seen.state));
    if (seen.unread > 0) text += fmt::format(" with {} octets unread", seen.unread);
    if (seen.unconfirmed > 0) text += fmt::format(" with {} octets unconfirmed", seen.unconfirmed);
    return text;
}

std::string describe(const casefile::States& wanted) {
    std::vector<std::string> ends;
    const std::string tester = casefile::describe(wanted.tester);
    const std::string target = casefile::describe(wanted.target);
    if (!tester.empty()) ends.push_back("the tester's socket: " + tester);
    if (!target.empty()) ends.push_back("the target's: " + target);
    return base::join(ends, ", ");
}

Side side_of(End end, Side tester) {
    return end == End::tester ? tester : wire::other(tester);
}

std::string_view name(End end) {
    return end == End::tester ? "tester" : "target";
}

std::optional<Finding> judge_legality(const Conversation& seen, Side tester) {
    const bool by_target =
        std::any_of(seen.violations.begin(), seen.violations.end(),
                    [&](const wire::Violation& violation) { return violation.by != tester; });
    if (!by_target) return std::nullopt;
    return Finding{"every segment of the target is legal",
                   wire::describe_violation(seen, names_of_ends(tester)),
                   {}};
}

std::optional<Finding> judge_handshake(const WireWanted& wanted, const Conversation& seen) {
    if (!wanted.handshake || *wanted.handshake == seen.handshake) return std::nullopt;
    return Finding{fmt::format("handshake: {}", wire::to_string(*wanted.handshake)),
                   wire::describe_handshake(seen),
                   {}};
}

std::optional<Finding> judge_reset(const WireWanted& wanted, const Conversation& seen,
                                   Side tester) {
    if (!wanted.reset) return std::nullopt;
    ResetBy by = ResetBy::nobody;
    if (seen.reset) by = seen.reset->by == tester ? ResetBy::tester : ResetBy::target;
    if (by == *wanted.reset) return std::nullopt;
    const std::string expected =
        *wanted.reset == ResetBy::nobody
            ? "no RST"
            : fmt::format("RST from the {}",
                          *wanted.reset == ResetBy::tester ? "tester" : "target");
    return Finding{expected, wire::describe_close(seen, names_of_ends(tester)), {}};
}

std::optional<Finding> judge_close(const WireWanted& wanted, const Conversation& seen,
                                   Side tester) {
    const bool any = wanted.close.empty();
    if (any ||
        std::find(wanted.close.begin(), wanted.close.end(), seen.close) != wanted.close.end())
        return std::nullopt;
    std::vector<std::string> words;
    for (const wire::Close close : wanted.close)
        words.emplace_back(wire::to_string(close));
    return Finding{"close: " + base::join(words, ", or "),
                   wire::describe_close(seen, names_of_ends(tester)),
                   {}};
}

std::optional<Finding> judge_first_fin(const WireWanted& wanted, const Conversation& seen,
                                       Side tester) {
    if (!wanted.first_fin) return std::nullopt;
    const Side side = side_of(*wanted.first_fin, tester);
    if (seen.first_fin == side) return std::nullopt;
    return Finding{fmt::format("the {} sends the first FIN", name(*wanted.first_fin)),
                   seen.first_fin
                       ? fmt::format("the {} sent it", names_of_ends(tester)[*seen.first_fin])
                       : "nobody sent a FIN",
                   {}};
}

std::optional<Finding> judge_half_close(const WireWanted& wanted, const Conversation& seen) {
    if (!wanted.half_close_octets || seen.half_close_octets >= *wanted.half_close_octets) {
        return std::nullopt;
    }
    return Finding{
        fmt::format("at least {} octets between the ACK of the first FIN and the second FIN",
                    *wanted.half_close_octets),
        fmt::format("{} octets", seen.half_close_octets),
        {}};
}

}  // namespace

wire::Names names_of_ends(Side tester) {
    if (tester == Side::client) return {"tester", "target"};
    return {"target", "tester"};
}

Judgement judge_states(const casefile::States& wanted, const StatesView& seen, Finality finality) {
    const std::string shown =
        fmt::format("tester {}, target {}", describe(seen.tester), describe(seen.target));
    if (fits(wanted.tester, seen.tester) && fits(wanted.target, seen.target)) {
        return {.state = Judgement::State::holds, .seen = shown, .finding = {}};
    }
    if (finality == Finality::open) return {};
    return {
        .state = Judgement::State::broken, .seen = {}, .finding = {describe(wanted), shown, {}}};
}

std::optional<Finding> judge_wire(const WireWanted& wanted, const Conversation& seen, Side tester) {
    if (auto finding = judge_legality(seen, tester)) return finding;
    if (auto finding = judge_handshake(wanted, seen)) return finding;
    if (auto finding = judge_reset(wanted, seen, tester)) return finding;
    if (auto finding = judge_close(wanted, seen, tester)) return finding;
    if (auto finding = judge_first_fin(wanted, seen, tester)) return finding;
    return judge_half_close(wanted, seen);
}

}  // namespace echospec::verdict
