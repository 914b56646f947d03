// SPDX-License-Identifier: Apache-2.0
#include "reports/html/compliance_view.hpp"

#include <algorithm>

namespace echospec::reports::html {
namespace {

using compliance::Chapter;
using compliance::kOutcomes;
using compliance::Line;
using compliance::Outcome;
using compliance::Statement;

constexpr size_t kMostNames = 4;

std::string words(Outcome outcome) {
    switch (outcome) {
        case Outcome::conforms:
            return "conforms";
        case Outcome::deviates:
            return "deviates";
        case Outcome::not_observed:
            return "not observed";
        case Outcome::not_applicable:
            return "not applicable";
    }
    return "";
}

Data cases_data(const Line& line, const Anchors& anchors) {
    Data list = empty_list();
    for (size_t i = 0; i < std::min(line.cases.size(), kMostNames); ++i) {
        Data data("case_name", line.cases[i]);
        put(data, "case_anchor", anchors.of_name(line.cases[i]));
        list << data;
    }
    return list;
}

Data line_data(const Line& line, const Anchors& anchors) {
    Data data;
    put(data, "anchor", anchors.of_requirement(line.id));
    put(data, "id", line.id);
    put(data, "title", line.title);
    put(data, "level", line.level);
    put(data, "outcome", std::string(to_string(line.outcome)));
    put(data, "words", words(line.outcome));
    put(data, "why", line.reason);
    Data sources = empty_list();
    for (const std::string& source : line.sources)
        sources << Data("source", source);
    data["sources"] = std::move(sources);
    data["cases"] = cases_data(line, anchors);
    if (line.cases.size() > kMostNames) {
        put(data, "more", std::to_string(line.cases.size() - kMostNames));
    }
    return data;
}

Data chapter_data(const Chapter& chapter, const Anchors& anchors) {
    Data lines = empty_list();
    std::map<Outcome, int> counts;
    for (const Line& line : chapter.lines) {
        lines << line_data(line, anchors);
        ++counts[line.outcome];
    }
    std::string tally;
    for (const auto& [outcome, count] : counts) {
        tally += (tally.empty() ? "" : ", ") + std::to_string(count) + " " + words(outcome);
    }
    Data data("document", chapter.document);
    put(data, "tally", tally);
    data["open"] = Data(counts.contains(Outcome::deviates));
    data["lines"] = std::move(lines);
    return data;
}

}  // namespace

void put_statement(Data& page, const Statement& statement, const Anchors& anchors) {
    Data outcomes = empty_list();
    for (const Outcome outcome : kOutcomes) {
        Data data("name", std::string(to_string(outcome)));
        put(data, "words", words(outcome));
        put(data, "count", std::to_string(count(statement, outcome)));
        outcomes << data;
    }
    Data chapters = empty_list();
    for (const Chapter& chapter : statement.chapters)
        chapters << chapter_data(chapter, anchors);
    page["outcomes"] = std::move(outcomes);
    page["chapters"] = std::move(chapters);
}

}  // namespace echospec::reports::html
