// SPDX-License-Identifier: Apache-2.0
#include "reports/annotations/annotations.hpp"

#include <fmt/format.h>

#include <string_view>

#include "reports/shared/clean.hpp"
#include "reports/shared/finding.hpp"
#include "reports/shared/groups.hpp"
#include "reports/shared/standing.hpp"

namespace echospec::reports::annotations {
namespace {

using verdict::CaseResult;
using verdict::RunResult;

constexpr size_t kMostOfAKind = 9;
constexpr size_t kMessageLimit = 3000;

// The runner decodes these again (actions/toolkit, command.ts).
std::string escape(std::string_view text, std::string_view active) {
    std::string escaped;
    for (const char c : text) {
        if (active.find(c) == std::string_view::npos) {
            escaped += c;
        } else {
            escaped += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return escaped;
}

std::string message(std::string_view text) {
    return escape(cut(text, kMessageLimit), "%\r\n");
}
std::string property(std::string_view text) {
    return escape(one_line(text), "%\r\n:,");
}

std::string message_of(const CaseResult& result) {
    std::string text = headline(result);
    if (!result.expected.empty()) text += "\nexpected: " + result.expected;
    if (!result.observed.empty()) text += "\nobserved: " + result.observed;
    if (!result.repeat_command.empty()) text += "\nrepeat: " + one_line(result.repeat_command);
    return message(text);
}

std::string command(std::string_view kind, const CaseResult& result) {
    std::string place;
    if (!result.position.file.empty()) {
        place = fmt::format("file={},line={},", property(result.position.file),
                            result.position.line > 0 ? result.position.line : 1);
    }
    return fmt::format("::{} {}title={}::{}\n", kind, place, property(full_name(result)),
                       message_of(result));
}

bool is_error(Standing standing) {
    return standing == Standing::failed || standing == Standing::undecided;
}
bool is_warning(Standing standing) {
    return standing == Standing::warned;
}

std::string all_of(std::string_view kind, bool (*wanted)(Standing), const RunResult& run) {
    std::string text;
    size_t count = 0;
    for (const CaseResult& result : run.cases) {
        if (wanted(standing_of(result)) && ++count <= kMostOfAKind) text += command(kind, result);
    }
    if (count <= kMostOfAKind) return text;
    return text + fmt::format("::{} title=echospec::{} more are in the summary of this step\n",
                              kind, count - kMostOfAKind);
}

std::string conclusion_of(const RunResult& run) {
    return fmt::format(
        "::{} title=echospec::{}\n", fails_beyond_its_cases(run) ? "error" : "notice",
        message(fmt::format("{} {}. {}", target_line(run), conclusion(run), run.exit_reason)));
}

}  // namespace

std::string render(const RunResult& run) {
    const RunResult cleaned = clean(run);
    return all_of("error", is_error, cleaned) + all_of("warning", is_warning, cleaned) +
           conclusion_of(cleaned);
}

}  // namespace echospec::reports::annotations
