// SPDX-License-Identifier: Apache-2.0
#include "verdict/exit_code.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace echospec::verdict {
namespace {

std::string counted(int count, const char* what) {
    return fmt::format("{} case{} {}", count, count == 1 ? "" : "s", what);
}

int count(const std::vector<CaseResult>& cases, Verdict verdict) {
    return static_cast<int>(
        std::count_if(cases.begin(), cases.end(),
                      [&](const CaseResult& result) { return result.verdict == verdict; }));
}

bool deviates(const CaseResult& result, const Gate& gate) {
    if (is_stack_finding(result) && !gate.strict_stack) return false;
    return result.verdict == Verdict::fail || (gate.strict && result.verdict == Verdict::warn);
}

std::string conforming(int verified, int warned) {
    std::string text = fmt::format("conforms: {}", counted(verified, "verified"));
    if (warned > 0) text += fmt::format(", {} of them with a warning", warned);
    return text;
}

}  // namespace

int worse_exit(int a, int b) {
    const auto rank = [](int code) {
        static constexpr std::array kOrder{0, 4, 1, 3, 2};
        return std::find(kOrder.begin(), kOrder.end(), code) - kOrder.begin();  // signals: beyond
    };
    return rank(a) >= rank(b) ? a : b;
}

bool is_stack_finding(const CaseResult& result) {
    return result.duty == "stack" &&
           (result.verdict == Verdict::fail || result.verdict == Verdict::warn);
}

Exit decide_exit(const std::vector<CaseResult>& cases, const Gate& gate, std::optional<int> signal,
                 const std::string& trouble) {
    if (signal) return {128 + *signal, fmt::format("interrupted by signal {}", *signal)};
    if (!trouble.empty()) return {3, "could not test: " + trouble};
    const int errors = count(cases, Verdict::error);
    if (errors > 0)
        return {3, "could not test: " + counted(errors, "ended in an error of the harness")};
    const int warned = count(cases, Verdict::warn);
    const int verified = count(cases, Verdict::pass) + count(cases, Verdict::fail) + warned;
    const int inconclusive = count(cases, Verdict::inconclusive);
    if (verified == 0 && inconclusive == 0) return {3, "nothing was verified"};
    if (verified + inconclusive < gate.min_verified) {
        return {3, fmt::format("only {}, {} asked for", counted(verified, "verified"),
                               gate.min_verified)};
    }
    const auto deviating = static_cast<int>(std::count_if(
        cases.begin(), cases.end(), [&](const auto& one) { return deviates(one, gate); }));
    if (deviating > 0) return {1, "deviates: " + counted(deviating, "did not hold")};
    if (inconclusive > 0) return {4, counted(inconclusive, "inconclusive")};
    return {0, conforming(verified, warned)};
}

}  // namespace echospec::verdict
