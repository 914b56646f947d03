// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "base/glob.hpp"
#include "base/suggest.hpp"
#include "base/text.hpp"
#include "casefile/map_reader.hpp"
#include "casefile/yaml.hpp"
#include "verdict/baseline.hpp"

namespace echospec::verdict {
namespace {

using casefile::Case;
using casefile::Catalogue;
using casefile::MapReader;
using casefile::Node;
using casefile::Scope;

constexpr const char* kShape = "`- case: ID`, then `expect` and `reason`, for each";

const casefile::Words<std::optional<Verdict>>& expectations() {
    static const casefile::Words<std::optional<Verdict>> words{
        {"fail", Verdict::fail},
        {"warn", Verdict::warn},
        {"inconclusive", Verdict::inconclusive},
        {"flaky", std::nullopt}};
    return words;
}

bool is_date(const std::string& text) {
    static constexpr std::string_view kDigits = "0123456789";
    static constexpr std::string_view kDate = "0000-00-00";
    if (text.size() != kDate.size()) return false;
    for (size_t i = 0; i < kDate.size(); ++i) {
        const bool digit = kDigits.find(text[i]) != std::string_view::npos;
        if (kDate[i] == '0' ? !digit : text[i] != kDate[i]) return false;
    }
    const auto number = [&](size_t at, size_t size) {
        return static_cast<unsigned>(std::stoul(text.substr(at, size)));
    };
    return std::chrono::year_month_day(std::chrono::year(static_cast<int>(number(0, 4))),
                                       std::chrono::month(number(5, 2)),
                                       std::chrono::day(number(8, 2)))
        .ok();
}

std::string read_expires(Scope& scope, const Node* node) {
    const std::string date = casefile::read_words(scope, node).value_or("");
    if (date.empty() || is_date(date)) return date;
    casefile::complain(scope, *node, fmt::format("`{}` is no date", date),
                       "year-month-day, as in 2027-01-31: the last day on which it is known");
    return {};
}

std::vector<const Case*> matching(const std::string& pattern, const Catalogue& catalogue) {
    std::vector<const Case*> found;
    for (const Case& test : catalogue.cases) {
        if (base::glob_matches(pattern, test.id)) found.push_back(&test);
    }
    return found;
}

std::string hint_for(const std::string& pattern, const Catalogue& catalogue) {
    std::vector<std::string> ids;
    for (const Case& test : catalogue.cases) {
        const auto& old = test.formerly;
        if (std::find(old.begin(), old.end(), pattern) != old.end())
            return fmt::format("it is called `{}` now", test.id);
        ids.push_back(test.id);
    }
    const std::string near = base::suggest(pattern, ids);
    return near.empty() ? "`echospec list` shows the ids; `*` stands for any characters" : near;
}

// The values that a parameter has in the rows of these cases; with its absence nothing.
std::vector<std::string> values_of(const std::string& name, const std::vector<const Case*>& cases) {
    std::vector<std::string> values;
    for (const Case* const test : cases) {
        for (const casefile::Variant& variant : test->variants) {
            for (const auto& [own, value] : variant.parameters) {
                const bool known = std::find(values.begin(), values.end(), value) != values.end();
                if (own == name && !known) values.push_back(value);
            }
        }
    }
    return values;
}

std::vector<std::string> names_in(const std::vector<const Case*>& cases) {
    std::set<std::string> names;
    for (const Case* const test : cases) {
        for (const auto& [name, value] : test->variants.front().parameters)
            names.insert(name);
    }
    return {names.begin(), names.end()};
}

void check_parameter(Scope& scope, const Node& name, const Node& value,
                     const std::vector<const Case*>& cases) {
    const std::vector<std::string> values = values_of(name.scalar, cases);
    if (values.empty()) {
        const std::vector<std::string> names = names_in(cases);
        casefile::complain(scope, name, fmt::format("no such parameter: `{}`", name.scalar),
                           names.empty() ? "the case has none" : base::suggest(name.scalar, names));
    } else if (std::find(values.begin(), values.end(), value.scalar) == values.end()) {
        casefile::complain(
            scope, value,
            fmt::format("the case does not run with {}={}", name.scalar, value.scalar),
            base::suggest(value.scalar, values));
    }
}

// Each is there by itself; whether they are there together is asked as well.
void check_together(Scope& scope, const Node& node, const BaselineEntry& entry,
                    const std::vector<const Case*>& cases) {
    for (const Case* const test : cases) {
        for (const casefile::Variant& variant : test->variants) {
            CaseResult row;
            row.id = test->id;
            row.parameters = variant.parameters;
            if (find_entry({entry}, row) != nullptr) return;
        }
    }
    casefile::complain(scope, node, "the case does not run with these parameters together",
                       "`echospec explain ID` shows with which it runs");
}

void read_parameters(Scope& scope, const Node& node, BaselineEntry& entry,
                     const std::vector<const Case*>& cases) {
    const size_t before = scope.mistakes.sorted().size();
    MapReader map(scope, node);
    for (const auto& [name, value] : map.rest()) {
        const auto text = casefile::read_text(scope, value);
        if (!text) continue;
        entry.parameters.emplace_back(name->scalar, *text);
        if (!cases.empty()) check_parameter(scope, *name, *value, cases);
    }
    const bool sound = scope.mistakes.sorted().size() == before;
    if (sound && !cases.empty()) check_together(scope, node, entry, cases);
}

BaselineEntry read_entry(Scope& scope, const Node& node, const Catalogue& catalogue) {
    MapReader map(scope, node);
    BaselineEntry entry;
    entry.position = scope.mistakes.position(node.spot);
    const Node* const pattern = map.need("case");
    entry.pattern = casefile::read_words(scope, pattern).value_or("");
    const std::vector<const Case*> cases = matching(entry.pattern, catalogue);
    if (!entry.pattern.empty() && cases.empty()) {
        casefile::complain(scope, *pattern, fmt::format("no case matches `{}`", entry.pattern),
                           hint_for(entry.pattern, catalogue));
    }
    if (const Node* const parameters = map.find("parameters"))
        read_parameters(scope, *parameters, entry, cases);
    entry.expect =
        casefile::read_choice(scope, map.need("expect"), expectations()).value_or(std::nullopt);
    entry.reason = casefile::read_words(scope, map.need("reason")).value_or("");
    entry.link = casefile::read_words(scope, map.find("link")).value_or("");
    entry.expires = read_expires(scope, map.find("expires"));
    map.finish();
    return entry;
}

void check_twice(Scope& scope, const Node& node, const Baseline& earlier,
                 const BaselineEntry& entry) {
    for (const BaselineEntry& other : earlier) {
        if (other.pattern != entry.pattern || other.parameters != entry.parameters) continue;
        casefile::complain(scope, node, "this entry stands here twice",
                           fmt::format("the first is in line {}", other.position.line));
    }
}

// A file may hold nothing but comments: a list that nobody has put anything in yet.
bool is_blank(const std::string& text) {
    const std::vector<std::string> lines = base::split(text, '\n');
    return std::all_of(lines.begin(), lines.end(), [](const std::string& line) {
        const size_t first = line.find_first_not_of(" \t\r");
        return first == std::string::npos || line[first] == '#';
    });
}

}  // namespace

base::Result<Baseline> read_baseline(const casefile::SourceFile& file, const Catalogue& catalogue) {
    if (is_blank(file.content)) return Baseline{};
    casefile::Mistakes mistakes(file);
    Scope scope{mistakes, nullptr, {}, false};
    Baseline baseline;
    const std::optional<Node> root = casefile::parse_yaml(file, mistakes);
    const bool list = root && root->kind == Node::Kind::sequence;
    if (root && !list && root->kind != Node::Kind::nothing)
        casefile::complain_kind(scope, *root, "a list of known deviations", kShape);
    for (size_t i = 0; list && i < root->items.size(); ++i) {
        BaselineEntry entry = read_entry(scope, root->items[i], catalogue);
        check_twice(scope, root->items[i], baseline, entry);
        baseline.push_back(std::move(entry));
    }
    const base::Diagnostics found = mistakes.sorted();
    if (!found.empty()) return found;
    return baseline;
}

}  // namespace echospec::verdict
