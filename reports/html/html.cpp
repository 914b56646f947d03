// SPDX-License-Identifier: Apache-2.0
#include "reports/html/html.hpp"

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "reports/compliance/statement.hpp"
#include "reports/html/anchors.hpp"
#include "reports/html/case_view.hpp"
#include "reports/html/compliance_view.hpp"
#include "reports/html/overview.hpp"
#include "reports/html/template.hpp"
#include "reports/shared/clean.hpp"
#include "reports/shared/finding.hpp"
#include "reports/shared/groups.hpp"
#include "reports/shared/standing.hpp"
#include "verdict/gating.hpp"

namespace echospec::reports::html {
namespace {

using verdict::CaseResult;
using verdict::RunResult;
using verdict::Verdict;

constexpr int kMostOpen = 12;        // findings that stand open at first
constexpr size_t kManyCases = 2000;  // above, cases that passed are shown briefly

// The cases as HTML, by where they stand on the page.
struct Parts {
    std::string findings;
    std::string stack_findings;
    std::string others;
};

// What fails comes before what only warns.
int rank(const CaseResult& result) {
    switch (result.verdict) {
        case Verdict::fail:
            return 0;
        case Verdict::error:
            return 1;
        case Verdict::inconclusive:
            return 2;
        case Verdict::warn:
            return 3;
        case Verdict::pass:
        case Verdict::skip:
        case Verdict::not_run:
            return 4;
    }
    return 4;
}

std::string& part_of(Parts& parts, const CaseResult& result) {
    if (!is_finding(result)) return parts.others;
    return verdict::is_stack_finding(result) ? parts.stack_findings : parts.findings;
}

std::vector<size_t> ranked(const RunResult& run) {
    std::vector<size_t> order;
    for (int wanted = 0; wanted <= 4; ++wanted) {
        for (size_t i = 0; i < run.cases.size(); ++i) {
            if (rank(run.cases[i]) == wanted) order.push_back(i);
        }
    }
    return order;
}

std::set<std::string> ids_of(const compliance::Statement& statement) {
    std::set<std::string> ids;
    for (const compliance::Chapter& chapter : statement.chapters) {
        for (const compliance::Line& line : chapter.lines)
            ids.insert(line.id);
    }
    return ids;
}

Parts write_cases(const RunResult& run, const Anchors& anchors, std::set<std::string> known) {
    const auto write = case_writer(std::move(known));
    std::map<const CaseResult*, std::string> folders;
    for (const Group& group : groups_of(run)) {
        for (const CaseResult* result : group.cases)
            folders[result] = group.folder;
    }
    Parts parts;
    int open = 0;
    for (const size_t i : ranked(run)) {
        const CaseResult& result = run.cases[i];
        const bool shorten = run.cases.size() > kManyCases && !is_finding(result);
        const bool unfold = is_finding(result) && open++ < kMostOpen;
        part_of(parts, result) += write({result, folders[&result], anchors.of_case(i),
                                         unfold ? Folding::open : Folding::closed,
                                         shorten ? Detail::brief : Detail::whole});
    }
    return parts;
}

}  // namespace

std::string render(const RunResult& run, const casefile::Catalogue& catalogue) {
    const RunResult cleaned = clean(run);
    const Anchors anchors(cleaned);
    const compliance::Statement statement = compliance::state(cleaned, catalogue);
    const Parts parts = write_cases(cleaned, anchors, ids_of(statement));
    Data page;
    put_overview(page, cleaned, anchors);
    put_statement(page, statement, anchors);
    put(page, "style", asset("style.css"));
    put(page, "script", asset("script.js"));
    put(page, "findings", parts.findings);
    put(page, "stack_findings", parts.stack_findings);
    put(page, "others", parts.others);
    page["shortened"] = Data(cleaned.cases.size() > kManyCases);
    return load("page.mustache").render(page);
}

}  // namespace echospec::reports::html
