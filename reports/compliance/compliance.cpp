// SPDX-License-Identifier: Apache-2.0
#include "reports/compliance/compliance.hpp"

#include <fmt/format.h>

#include "reports/compliance/statement.hpp"
#include "reports/markdown/escape.hpp"
#include "reports/shared/clean.hpp"
#include "reports/shared/groups.hpp"
#include "reports/shared/yaml.hpp"

namespace echospec::reports::compliance {
namespace {

using verdict::RunResult;

constexpr size_t kReasonLimit = 300;
constexpr size_t kMostNames = 3;

std::string case_list(const Line& line) {
    std::string text;
    for (size_t i = 0; i < line.cases.size() && i < kMostNames; ++i) {
        text += (i == 0 ? "" : ", ") + markdown::code(line.cases[i]);
    }
    if (line.cases.size() > kMostNames) {
        text += fmt::format(" and {} more", line.cases.size() - kMostNames);
    }
    return text;
}

std::string evidence(const Line& line) {
    const std::string reason = markdown::escape(cut(line.reason, kReasonLimit));
    const std::string cases = case_list(line);
    return reason.empty() || cases.empty() ? reason + cases : reason + ": " + cases;
}

std::string row(const Line& line) {
    std::string rule = markdown::escape(line.title);
    for (const std::string& source : line.sources)
        rule += "<br>" + markdown::escape(source);
    return fmt::format("| {} | {} | {} | {} | {} |\n", markdown::escape(line.id), rule, line.level,
                       to_string(line.outcome), evidence(line));
}

std::string yaml_list(const std::vector<std::string>& texts) {
    std::string list;
    for (const std::string& text : texts)
        list += (list.empty() ? "" : ", ") + yaml_text(text);
    return "[" + list + "]";
}

std::string yaml_head(const RunResult& run, const Statement& statement) {
    std::string text = fmt::format("echospec: {}\n", yaml_text(run.version));
    text += fmt::format("target: {{command: {}, role: {}, transports: {}, profile: {}}}\n",
                        yaml_text(target_line(run)), yaml_text(run.target.role),
                        yaml_list(run.target.transports), yaml_text(run.target.profile));
    text += fmt::format("conclusion: {{is: {}, reason: {}}}\n", yaml_text(conclusion(run)),
                        yaml_text(one_line(run.exit_reason)));
    std::string counts;
    for (const Outcome outcome : kOutcomes) {
        counts += fmt::format("{}{}: {}", counts.empty() ? "" : ", ", to_string(outcome),
                              count(statement, outcome));
    }
    return text + "summary: {" + counts + "}\n";
}

std::string yaml_line(const Line& line) {
    const std::string reason =
        line.reason.empty() ? ""
                            : ", reason: " + yaml_text(one_line(cut(line.reason, kReasonLimit)));
    return fmt::format("  {}: {{level: {}, outcome: {}{}}}\n", yaml_text(line.id), line.level,
                       to_string(line.outcome), reason);
}

}  // namespace

std::string render_markdown(const RunResult& run, const casefile::Catalogue& catalogue) {
    const RunResult cleaned = clean(run);
    const Statement statement = state(cleaned, catalogue);
    std::string text =
        fmt::format("# Statement of conformance\n\n{}: {} {}, echospec {}\n\n",
                    markdown::code(target_line(cleaned)), markdown::escape(cleaned.target.profile),
                    markdown::escape(cleaned.target.role), markdown::escape(cleaned.version));
    text += fmt::format("The target {}: {}\n\n", conclusion(cleaned),
                        markdown::escape(one_line(cleaned.exit_reason)));
    for (const Outcome outcome : kOutcomes) {
        text += fmt::format("- {}: {}\n", to_string(outcome), count(statement, outcome));
    }
    for (const Chapter& chapter : statement.chapters) {
        text += "\n## " + markdown::escape(chapter.document) + "\n\n";
        text += "| requirement | rule and source | level | outcome | evidence |\n";
        text += "| --- | --- | --- | --- | --- |\n";
        for (const Line& line : chapter.lines)
            text += row(line);
    }
    return text;
}

std::string render_yaml(const RunResult& run, const casefile::Catalogue& catalogue) {
    const RunResult cleaned = clean(run);
    const Statement statement = state(cleaned, catalogue);
    std::string text = yaml_head(cleaned, statement) + "requirements:";
    if (catalogue.requirements.empty()) return text + " {}\n";
    text += "\n";
    for (const Chapter& chapter : statement.chapters) {
        for (const Line& line : chapter.lines)
            text += yaml_line(line);
    }
    return text;
}

}  // namespace echospec::reports::compliance
