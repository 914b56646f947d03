// SPDX-License-Identifier: Apache-2.0
#include "verdict/gating.hpp"

#include <fmt/format.h>

#include "verdict/attempts.hpp"

namespace echospec::verdict {
namespace {

bool gates_by_itself(const CaseResult& result, const Gate& gate) {
    if (is_stack_finding(result) && !gate.strict_stack) return false;
    switch (result.verdict) {
        case Verdict::fail:
        case Verdict::inconclusive:
        case Verdict::error:
            return true;
        case Verdict::warn:
            return gate.strict || is_flaky(result);
        case Verdict::pass:
        case Verdict::skip:
        case Verdict::not_run:
            return false;
    }
    return true;
}

// What nothing was shown by says nothing of the baseline either.
bool speaks(Verdict verdict) {
    return verdict != Verdict::skip && verdict != Verdict::not_run && verdict != Verdict::error;
}

bool is_as_expected(const CaseResult& result, const BaselineEntry& entry) {
    if (entry.expect) return result.verdict == *entry.expect && !is_flaky(result);
    return result.verdict != Verdict::inconclusive;
}

std::string reason_of(const BaselineEntry& entry) {
    std::string text = entry.reason;
    if (!entry.link.empty()) text += fmt::format(" ({})", entry.link);
    return text;
}

// What is inconclusive now may well be conclusive next time: that is no improvement.
void compare(CaseResult& result, const BaselineEntry& entry) {
    if (is_as_expected(result, entry)) {
        if (result.verdict == Verdict::pass) return;
        result.gates = false;
        result.known = reason_of(entry);
    } else if (result.verdict != Verdict::pass) {
        result.stale =
            fmt::format("the baseline expects {} here: {}", expectation(entry), reason_of(entry));
    } else if (entry.expect != Verdict::inconclusive) {
        result.gates = true;
        result.stale =
            fmt::format("passes, though the baseline expects {} ({}): take it out of {}",
                        expectation(entry), reason_of(entry), base::to_string(entry.position));
    }
}

}  // namespace

void settle(CaseResult& result, const Gating& gating) {
    result.gates = gates_by_itself(result, gating.gate);
    result.known.clear();
    result.stale.clear();
    const BaselineEntry* const entry = find_entry(gating.baseline, result);
    if (entry == nullptr || !speaks(result.verdict)) return;
    const bool expired = !entry->expires.empty() && entry->expires < gating.today;
    if (!expired) return compare(result, *entry);
    if (result.verdict == Verdict::pass) return;
    result.stale =
        fmt::format("known until {}, and that is over: {}", entry->expires, reason_of(*entry));
}

bool is_stack_finding(const CaseResult& result) {
    return result.duty == "stack" &&
           (result.verdict == Verdict::fail || result.verdict == Verdict::warn);
}

}  // namespace echospec::verdict
