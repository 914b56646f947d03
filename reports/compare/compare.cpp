// SPDX-License-Identifier: Apache-2.0
#include "reports/compare/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "reports/markdown/escape.hpp"
#include "reports/shared/clean.hpp"

namespace echospec::reports::compare {
namespace {

using verdict::Change;
using verdict::Comparison;
using verdict::Difference;

constexpr size_t kTextLimit = 400;  // bytes of one reason in Markdown
constexpr size_t kMostRows = 1000;
constexpr long kMostAlike = 3;  // so many are told by name

std::string verdicts(const Difference& difference) {
    if (difference.change == Change::changed) return "the case itself is another revision";
    if (difference.before.empty()) return difference.after;
    if (difference.after.empty()) return "was " + difference.before;
    return difference.before + " → " + difference.after;
}

bool is_alike(const Difference& a, const Difference& b) {
    return a.change == b.change && a.before == b.before && a.after == b.after &&
           a.reason == b.reason;
}

// Many cases that are skipped for one reason, or are not any more, are told as one.
std::vector<Difference> told(const std::vector<Difference>& all) {
    std::vector<Difference> told;
    for (const Difference& each : all) {
        const auto alike = [&](const Difference& other) { return is_alike(each, other); };
        const auto count = std::count_if(all.begin(), all.end(), alike);
        const bool by_name = each.change != Change::undecided && each.change != Change::decided;
        if (by_name || count <= kMostAlike) {
            told.push_back(each);
        } else if (std::none_of(told.begin(), told.end(), alike)) {
            told.push_back(each);
            told.back().name = fmt::format("{} cases", count);
        }
    }
    return told;
}

// Known ones are told among the worse, but they are no regressions.
std::string remark(const Difference& difference) {
    return difference.change == Change::worse && !difference.gates ? ", known" : "";
}

std::string line_of(const Difference& difference) {
    std::string line = fmt::format("  {}: {}{}", one_line(clean_text(difference.name)),
                                   verdicts(difference), remark(difference));
    if (!difference.reason.empty()) line += ": " + one_line(clean_text(difference.reason));
    return line + "\n";
}

std::string row_of(const Difference& difference) {
    const std::string reason = one_line(clean_text(difference.reason));
    return fmt::format("| {} | {} | {}{} | {} |\n", to_string(difference.change),
                       markdown::code(one_line(clean_text(difference.name))), verdicts(difference),
                       remark(difference), markdown::escape(cut(reason, kTextLimit)));
}

}  // namespace

std::string render_text(const Comparison& comparison) {
    std::string text;
    for (const std::string& note : comparison.notes)
        text += "note: " + one_line(clean_text(note)) + "\n";
    Change group = Change::same;
    for (const Difference& difference : told(comparison.differences)) {
        if (difference.change != group) text += fmt::format("{}\n", to_string(difference.change));
        group = difference.change;
        text += line_of(difference);
    }
    text += fmt::format("{} as they were\n", comparison.same);
    return text + fmt::format("exit {}: {}\n", comparison.exit.code, comparison.exit.reason);
}

std::string render_markdown(const Comparison& comparison) {
    std::string text = fmt::format("## echospec: {}\n\n", comparison.exit.reason);
    for (const std::string& note : comparison.notes)
        text += "> " + markdown::escape(cut(one_line(clean_text(note)), kTextLimit)) + "\n\n";
    const std::vector<Difference> differences = told(comparison.differences);
    if (!differences.empty())
        text += "| change | case | verdict | why |\n| --- | --- | --- | --- |\n";
    const size_t shown = std::min(differences.size(), kMostRows);
    for (size_t i = 0; i < shown; ++i)
        text += row_of(differences[i]);
    if (shown < differences.size())
        text += fmt::format("| | | | {} more |\n", differences.size() - shown);
    return text + fmt::format("\n{} cases are as they were.\n", comparison.same);
}

std::string render_json(const Comparison& comparison) {
    using Json = nlohmann::ordered_json;
    Json differences = Json::array();
    for (const Difference& each : comparison.differences) {
        differences.push_back({{"change", to_string(each.change)},
                               {"case", each.name},
                               {"before", each.before},
                               {"after", each.after},
                               {"reason", each.reason},
                               {"gates", each.gates}});
    }
    const Json json{{"differences", differences},      {"same", comparison.same},
                    {"compared", comparison.compared}, {"notes", comparison.notes},
                    {"exit", comparison.exit.code},    {"exit_reason", comparison.exit.reason}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace echospec::reports::compare
