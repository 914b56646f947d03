// SPDX-License-Identifier: Apache-2.0
#include "reports/junit/suites.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "base/text.hpp"
#include "reports/shared/standing.hpp"

namespace echospec::reports::junit {

using verdict::CaseResult;
using verdict::RunResult;

double seconds_of(double milliseconds) {
    return std::isfinite(milliseconds) ? std::max(0.0, milliseconds / 1000) : 0;
}

Counts count(const std::vector<const CaseResult*>& cases) {
    Counts counts;
    for (const CaseResult* result : cases) {
        ++counts.tests;
        counts.seconds += seconds_of(result->milliseconds);
        switch (standing_of(*result)) {
            case Standing::passed:
            case Standing::warned:
                break;
            case Standing::failed:
                ++counts.failures;
                break;
            case Standing::undecided:
                ++counts.errors;
                break;
            case Standing::known:
            case Standing::skipped:
                ++counts.skipped;
                break;
        }
    }
    return counts;
}

std::string dotted(std::string_view text) {
    std::string name;
    for (const char c : text) {
        const bool plain = std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-';
        name += c == '/' || plain ? (c == '/' ? '.' : c) : '_';
    }
    return name;
}

std::string target_name(const RunResult& run) {
    if (run.target.command.empty()) return dotted(base::split(run.target.endpoint, ' ').front());
    return dotted(base::split(run.target.command.front(), '/').back());
}

}  // namespace echospec::reports::junit
