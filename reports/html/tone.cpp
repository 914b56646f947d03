// SPDX-License-Identifier: Apache-2.0
#include "reports/html/tone.hpp"

#include "reports/shared/groups.hpp"

namespace echospec::reports::html {

using verdict::Verdict;

std::string mark(Verdict verdict) {
    switch (verdict) {
        case Verdict::pass:
            return "✓";
        case Verdict::fail:
            return "✗";
        case Verdict::warn:
            return "!";
        case Verdict::skip:
            return "–";
        case Verdict::inconclusive:
            return "?";
        case Verdict::error:
            return "E";
        case Verdict::not_run:
            return "·";
    }
    return "";
}

std::string tone_of(const verdict::RunResult& run) {
    if (run.exit_code == 0) return conclusion(run) == "conforms" ? "v-pass" : "v-warn";
    if (run.exit_code == 1) return "v-fail";
    return run.exit_code == 4 ? "v-inconclusive" : "v-error";
}

std::string tone_of(Level level) {
    switch (level) {
        case Level::untested:
            return "skip";
        case Level::deviates:
            return "fail";
        case Level::undecided:
            return "inconclusive";
        case Level::must:
        case Level::should:
            return "warn";
        case Level::all:
            return "pass";
    }
    return "";
}

}  // namespace echospec::reports::html
