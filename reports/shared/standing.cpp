// SPDX-License-Identifier: Apache-2.0
#include "reports/shared/standing.hpp"

#include <algorithm>

#include "verdict/attempts.hpp"

namespace echospec::reports {
namespace {

using verdict::CaseResult;
using verdict::Verdict;

bool gates_usually(Verdict verdict) {
    return verdict == Verdict::fail || verdict == Verdict::inconclusive ||
           verdict == Verdict::error;
}

}  // namespace

Standing standing_of(const CaseResult& result) {
    switch (result.verdict) {
        case Verdict::skip:
        case Verdict::not_run:
            return Standing::skipped;
        case Verdict::pass:
            return result.gates ? Standing::failed : Standing::passed;
        case Verdict::fail:
        case Verdict::warn:
            if (result.gates) return Standing::failed;
            return result.known.empty() ? Standing::warned : Standing::known;
        case Verdict::inconclusive:
        case Verdict::error:
            return result.known.empty() ? Standing::undecided : Standing::known;
    }
    return Standing::undecided;
}

bool is_finding(const CaseResult& result) {
    const Standing standing = standing_of(result);
    return standing != Standing::passed && standing != Standing::skipped;
}

bool fails_beyond_its_cases(const verdict::RunResult& run) {
    const auto fails = [](const CaseResult& result) {
        const Standing standing = standing_of(result);
        return standing == Standing::failed || standing == Standing::undecided;
    };
    return run.exit_code != 0 && std::none_of(run.cases.begin(), run.cases.end(), fails);
}

std::string label(const CaseResult& result) {
    std::string text(to_string(result.verdict));
    if (is_flaky(result)) text = "flaky " + text;
    switch (standing_of(result)) {
        case Standing::known:
            return "known " + text;
        case Standing::failed:
            if (result.verdict == Verdict::pass) return "unexpected " + text;
            return gates_usually(result.verdict) ? text : text + ", gates";
        case Standing::warned:
            return gates_usually(result.verdict) ? text + ", does not gate" : text;
        case Standing::passed:
        case Standing::skipped:
        case Standing::undecided:
            return text;
    }
    return text;
}

}  // namespace echospec::reports
