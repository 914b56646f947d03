// SPDX-License-Identifier: Apache-2.0
#include "reports/compliance/statement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "reports/compliance/sections.hpp"
#include "reports/shared/clean.hpp"
#include "reports/shared/finding.hpp"

namespace echospec::reports::compliance {
namespace {

using casefile::Requirement;
using verdict::CaseResult;
using verdict::RunResult;
using verdict::Verdict;

// The results that speak for each requirement, and the requirements that some case names.
struct Evidence {
    std::map<std::string, std::vector<const CaseResult*>> results;
    std::set<std::string> covered;
    std::string target;  // "a server over tcp of profile echo"
};

Evidence gather(const RunResult& run, const casefile::Catalogue& catalogue) {
    Evidence evidence;
    for (const CaseResult& result : run.cases) {
        for (const std::string& id : result.requirements)
            evidence.results[id].push_back(&result);
    }
    for (const casefile::Case& each : catalogue.cases) {
        evidence.covered.insert(each.requirements.begin(), each.requirements.end());
    }
    evidence.target = fmt::format("a {} over {}, profile {}", run.target.role,
                                  base::join(run.target.transports, " and "), run.target.profile);
    return evidence;
}

std::vector<const CaseResult*> with(const std::vector<const CaseResult*>& results,
                                    std::initializer_list<Verdict> wanted) {
    std::vector<const CaseResult*> found;
    std::copy_if(
        results.begin(), results.end(), std::back_inserter(found), [&](const CaseResult* result) {
            return std::find(wanted.begin(), wanted.end(), result->verdict) != wanted.end();
        });
    return found;
}

std::vector<std::string> names(const std::vector<const CaseResult*>& results) {
    std::vector<std::string> names;
    for (const CaseResult* result : results)
        names.push_back(full_name(*result));
    return names;
}

// No result names it: why.
void explain_absence(Line& line, const Requirement& requirement, const Evidence& evidence) {
    line.outcome = Outcome::not_observed;
    if (!requirement.untested.empty()) {
        line.reason = clean_text(requirement.untested);
    } else if (!evidence.covered.contains(requirement.id)) {
        line.reason = "no case shows it";
    } else {
        line.outcome = Outcome::not_applicable;
        line.reason = "no case of it was planned for " + evidence.target;
    }
}

void judge(Line& line, const std::vector<const CaseResult*>& results) {
    const auto deviating = with(results, {Verdict::fail, Verdict::warn});
    const auto passed = with(results, {Verdict::pass});
    if (!deviating.empty()) {
        line.outcome = Outcome::deviates;
        line.reason = headline(*deviating.front());
        line.cases = names(deviating);
    } else if (!passed.empty()) {
        line.outcome = Outcome::conforms;
        line.cases = names(passed);
    } else {
        line.outcome = Outcome::not_observed;
        line.reason =
            fmt::format("{}: {}", to_string(results.front()->verdict), headline(*results.front()));
    }
}

Line line_of(const Requirement& requirement, const Evidence& evidence) {
    Line line;
    line.id = clean_text(requirement.id);
    line.title = clean_text(requirement.title);
    line.level = casefile::to_string(requirement.level);
    line.duty = casefile::to_string(requirement.duty);
    for (const std::string& source : requirement.sources) {
        line.sources.push_back(clean_text(source));
    }
    const auto found = evidence.results.find(requirement.id);
    if (found == evidence.results.end()) {
        explain_absence(line, requirement, evidence);
    } else {
        judge(line, found->second);
    }
    return line;
}

Place place(const std::vector<std::string>& sources) {
    return place_of(sources.empty() ? "" : sources.front());
}

bool earlier_section(const Line& left, const Line& right) {
    const std::string a = place(left.sources).section;
    const std::string b = place(right.sources).section;
    return a == b ? stands_before(left.id, right.id) : stands_before(a, b);
}

// The standards first, then what else is cited.
bool earlier_document(const Chapter& left, const Chapter& right) {
    const bool left_standard = left.document.starts_with("RFC ");
    const bool right_standard = right.document.starts_with("RFC ");
    if (left_standard != right_standard) return left_standard;
    return stands_before(left.document, right.document);
}

}  // namespace

std::string_view to_string(Outcome outcome) {
    switch (outcome) {
        case Outcome::conforms:
            return "conforms";
        case Outcome::deviates:
            return "deviates";
        case Outcome::not_observed:
            return "not-observed";
        case Outcome::not_applicable:
            return "not-applicable";
    }
    return "";
}

Statement state(const RunResult& run, const casefile::Catalogue& catalogue) {
    const Evidence evidence = gather(run, catalogue);
    Statement statement;
    std::map<std::string, size_t> index;
    for (const Requirement& requirement : catalogue.requirements) {
        const std::string document = place(requirement.sources).document;
        const auto [found, added] = index.emplace(document, statement.chapters.size());
        if (added) statement.chapters.push_back({document, {}});
        statement.chapters[found->second].lines.push_back(line_of(requirement, evidence));
    }
    for (Chapter& chapter : statement.chapters) {
        std::stable_sort(chapter.lines.begin(), chapter.lines.end(), earlier_section);
    }
    std::stable_sort(statement.chapters.begin(), statement.chapters.end(), earlier_document);
    return statement;
}

int count(const Statement& statement, Outcome outcome) {
    int count = 0;
    for (const Chapter& chapter : statement.chapters) {
        for (const Line& line : chapter.lines)
            count += line.outcome == outcome ? 1 : 0;
    }
    return count;
}

}  // namespace echospec::reports::compliance
