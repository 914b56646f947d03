// SPDX-License-Identifier: Apache-2.0
#include "verdict/attempts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

namespace echospec::verdict {
namespace {

constexpr std::array kWorstFirst{Verdict::error,  Verdict::fail, Verdict::inconclusive,
                                 Verdict::warn,   Verdict::pass, Verdict::skip,
                                 Verdict::not_run};

int count(const CaseResult& result, Verdict verdict) {
    return static_cast<int>(
        std::count_if(result.attempts.begin(), result.attempts.end(),
                      [&](const Attempt& attempt) { return attempt.verdict == verdict; }));
}

auto rank(const CaseResult& result) {
    return std::find(kWorstFirst.begin(), kWorstFirst.end(), result.verdict);
}

// The last one: what it kept on disk is what is there.
size_t place_of_worst(const std::vector<CaseResult>& attempts) {
    size_t worst = 0;
    for (size_t i = 1; i < attempts.size(); ++i) {
        if (rank(attempts[i]) <= rank(attempts[worst])) worst = i;
    }
    return worst;
}

}  // namespace

CaseResult combine(std::vector<CaseResult> attempts) {
    const size_t worst = place_of_worst(attempts);
    if (attempts.size() == 1) return std::move(attempts[worst]);
    std::vector<Attempt> all;
    double milliseconds = 0;
    for (const CaseResult& attempt : attempts) {
        all.push_back({attempt.verdict, attempt.reason, attempt.milliseconds});
        milliseconds += attempt.milliseconds;
    }
    CaseResult result = std::move(attempts[worst]);
    result.attempts = std::move(all);
    result.milliseconds = milliseconds;
    if (is_flaky(result))
        result.reason = fmt::format("FLAKY, {}: {}", attempts_text(result), result.reason);
    return result;
}

bool is_flaky(const CaseResult& result) {
    const auto occurred = [&](Verdict verdict) { return count(result, verdict) > 0 ? 1 : 0; };
    return occurred(Verdict::pass) + occurred(Verdict::warn) + occurred(Verdict::fail) > 1;
}

std::string attempts_text(const CaseResult& result) {
    if (result.attempts.empty()) return {};
    std::vector<std::string> parts;
    for (auto verdict = kWorstFirst.rbegin(); verdict != kWorstFirst.rend(); ++verdict) {
        const int number = count(result, *verdict);
        if (number > 0) parts.push_back(fmt::format("{} {}", number, to_string(*verdict)));
    }
    return fmt::format("{} of {} attempts", base::join(parts, ", "), result.attempts.size());
}

}  // namespace echospec::verdict
