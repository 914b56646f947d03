// SPDX-License-Identifier: Apache-2.0
#include "verdict/exit_code.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "verdict/attempts.hpp"

namespace echospec::verdict {
namespace {

std::string counted(int count, const char* what) {
    return fmt::format("{} case{} {}", count, count == 1 ? "" : "s", what);
}

// What the exit depends on, in numbers.
struct Tally {
    int verified = 0;  // passed, failed or warned
    int errors = 0;
    int inconclusive = 0;
    int undecided = 0;   // inconclusive, and not known
    int deviations = 0;  // that gate
    int flaky = 0;       // of these
    int unexpected = 0;  // passes that the baseline says deviate
    int warned = 0;      // without those that are known or gate
    int known = 0;
};

void add(Tally& tally, const CaseResult& result) {
    const Verdict verdict = result.verdict;
    const bool deviates = verdict == Verdict::fail || verdict == Verdict::warn;
    tally.verified += deviates || verdict == Verdict::pass ? 1 : 0;
    tally.errors += verdict == Verdict::error;
    tally.inconclusive += verdict == Verdict::inconclusive;
    tally.undecided += verdict == Verdict::inconclusive && result.gates;
    tally.deviations += deviates && result.gates;
    tally.flaky += deviates && result.gates && is_flaky(result);
    tally.unexpected += verdict == Verdict::pass && result.gates;
    tally.warned += verdict == Verdict::warn && !result.gates && result.known.empty();
    tally.known += !result.known.empty();
}

std::string deviating(const Tally& tally) {
    std::string text = "deviates: ";
    if (tally.deviations > 0) text += counted(tally.deviations, "did not hold");
    if (tally.flaky > 0) text += fmt::format(", {} of them flaky", tally.flaky);
    if (tally.unexpected == 0) return text;
    if (tally.deviations > 0) text += "; ";
    return text + counted(tally.unexpected, tally.unexpected == 1
                                                ? "passes that the baseline expects to deviate"
                                                : "pass that the baseline expects to deviate");
}

std::string conforming(const Tally& tally) {
    std::string text = fmt::format("conforms: {}", counted(tally.verified, "verified"));
    if (tally.warned > 0) text += fmt::format(", {} of them with a warning", tally.warned);
    if (tally.known > 0)
        text += fmt::format(", {} known deviation{}", tally.known, tally.known == 1 ? "" : "s");
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

Exit decide_exit(const std::vector<CaseResult>& cases, const Gate& gate, std::optional<int> signal,
                 const std::string& trouble) {
    if (signal) return {128 + *signal, fmt::format("interrupted by signal {}", *signal)};
    if (!trouble.empty()) return {3, "could not test: " + trouble};
    Tally tally;
    for (const CaseResult& result : cases)
        add(tally, result);
    if (tally.errors > 0)
        return {3, "could not test: " + counted(tally.errors, "ended in an error of the harness")};
    if (tally.verified == 0 && tally.inconclusive == 0) return {3, "nothing was verified"};
    if (tally.verified + tally.inconclusive < gate.min_verified) {
        return {3, fmt::format("only {}, {} asked for", counted(tally.verified, "verified"),
                               gate.min_verified)};
    }
    if (tally.deviations + tally.unexpected > 0) return {1, deviating(tally)};
    if (tally.undecided > 0) return {4, counted(tally.undecided, "inconclusive")};
    if (tally.verified == 0) return {3, "nothing was verified"};
    return {0, conforming(tally)};
}

}  // namespace echospec::verdict
