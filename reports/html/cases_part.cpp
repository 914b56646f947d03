// SPDX-License-Identifier: Apache-2.0
#include "reports/html/cases_part.hpp"

#include <map>
#include <utility>
#include <vector>

#include "reports/html/case_view.hpp"
#include "reports/shared/levels.hpp"
#include "reports/shared/standing.hpp"

namespace echospec::reports::html {
namespace {

using verdict::CaseResult;
using verdict::RunResult;
using verdict::Verdict;

constexpr int kMostOpen = 12;  // findings that stand open at first
// Bytes of findings after which the next are told in less detail; and of other cases.
constexpr size_t kWholeFindings = 2U << 20;
constexpr size_t kOutlinedFindings = 4U << 20;
constexpr size_t kWholeOthers = 1U << 20;

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

std::vector<size_t> ranked(const RunResult& run) {
    std::vector<size_t> order;
    for (int wanted = 0; wanted <= 4; ++wanted) {
        for (size_t i = 0; i < run.cases.size(); ++i) {
            if (rank(run.cases[i]) == wanted) order.push_back(i);
        }
    }
    return order;
}

std::string& place_of(CasesPart& part, const CaseResult& result) {
    const bool stack = result.duty == kStackGroup;
    if (is_finding(result)) return stack ? part.stack_findings : part.findings;
    return stack ? part.stack_others : part.others;
}

Detail detail_of(const CaseResult& result, const CasesPart& part) {
    if (!is_finding(result)) {
        const size_t written = part.others.size() + part.stack_others.size();
        return written < kWholeOthers ? Detail::whole : Detail::brief;
    }
    const size_t written = part.findings.size() + part.stack_findings.size();
    if (written < kWholeFindings) return Detail::whole;
    return written < kOutlinedFindings ? Detail::outline : Detail::brief;
}

// A browser leaves out what is off the screen, and does so faster by the hundred.
class Rows {
  public:
    void add(std::string& place, const std::string& row) {
        static constexpr size_t kRows = 100;
        size_t& count = counts_[&place];
        if (count % kRows == 0) place += count == 0 ? kBegin : "</div>" + std::string(kBegin);
        place += row;
        ++count;
    }
    void end() {
        for (const auto& [place, count] : counts_)
            *place += "</div>\n";
    }

  private:
    static constexpr const char* kBegin = "<div class=\"rows\">\n";
    std::map<std::string*, size_t> counts_;
};

}  // namespace

CasesPart write_cases(const RunResult& run, const Anchors& anchors, std::set<std::string> known,
                      int heading) {
    const auto write = case_writer(anchors, std::move(known), heading);
    CasesPart part;
    Rows rows;  // behind what is told whole: a page that is full stays so
    int open = 0;
    for (const size_t i : ranked(run)) {
        const CaseResult& result = run.cases[i];
        const Detail detail = detail_of(result, part);
        const bool own = is_finding(result) && result.duty != kStackGroup;
        const bool unfold = own && open++ < kMostOpen;
        if (!is_finding(result) && detail == Detail::brief) ++part.shortened;
        const std::string text =
            write({result, anchors.of_case(i), unfold ? Folding::open : Folding::closed, detail});
        std::string& place = place_of(part, result);
        if (detail == Detail::brief) {
            rows.add(place, text);
        } else {
            place += text;
        }
    }
    rows.end();
    return part;
}

}  // namespace echospec::reports::html
