// SPDX-License-Identifier: Apache-2.0
#include "verdict/result.hpp"

#include <array>

#include "base/text.hpp"

namespace echospec::verdict {

std::string_view to_string(Verdict verdict) {
    switch (verdict) {
        case Verdict::pass:
            return "pass";
        case Verdict::fail:
            return "fail";
        case Verdict::warn:
            return "warn";
        case Verdict::skip:
            return "skip";
        case Verdict::inconclusive:
            return "inconclusive";
        case Verdict::error:
            return "error";
        case Verdict::not_run:
            return "not-run";
    }
    return "";
}

std::string_view to_string(StepOutcome outcome) {
    switch (outcome) {
        case StepOutcome::done:
            return "done";
        case StepOutcome::failed:
            return "failed";
        case StepOutcome::not_reached:
            return "not-reached";
    }
    return "";
}

std::string full_name(const CaseResult& result) {
    if (result.parameters.empty()) return result.id;
    std::vector<std::string> parts;
    for (const auto& [name, value] : result.parameters)
        parts.push_back(name + "=" + value);
    return result.id + "[" + base::join(parts, ",") + "]";
}

Summary summarize(const std::vector<CaseResult>& cases) {
    Summary summary;
    for (const Verdict verdict : {Verdict::pass, Verdict::fail, Verdict::warn, Verdict::skip,
                                  Verdict::inconclusive, Verdict::error, Verdict::not_run}) {
        summary[verdict] = 0;
    }
    for (const CaseResult& result : cases)
        ++summary[result.verdict];
    return summary;
}

}  // namespace echospec::verdict
