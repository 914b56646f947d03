// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/text.hpp"
#include "cli/catalogue_source.hpp"
#include "cli/commands.hpp"

namespace echospec::cli {
namespace {

using casefile::Case;
using casefile::Catalogue;
using casefile::Requirement;

void print_list(const char* heading, const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    fmt::print("\n{}\n", heading);
    for (const std::string& line : lines)
        fmt::print("  - {}\n", line);
}

std::vector<std::string> sources_of(const Case& test, const Catalogue& catalogue) {
    std::vector<std::string> lines;
    for (const std::string& id : test.requirements) {
        const Requirement* const requirement = catalogue.find_requirement(id);
        if (requirement == nullptr) continue;
        lines.push_back(fmt::format("{}: {}", id, requirement->title));
        for (const std::string& source : requirement->sources)
            lines.push_back("    " + source);
    }
    return lines;
}

std::vector<std::string> steps_of(const Case& test) {
    std::vector<std::string> lines;
    for (const casefile::Step& step : test.variants.front().steps)
        lines.push_back(step.text);
    return lines;
}

std::vector<std::string> parameters_of(const Case& test) {
    std::vector<std::string> lines;
    for (const casefile::Variant& variant : test.variants) {
        std::vector<std::string> parts;
        for (const auto& [name, value] : variant.parameters)
            parts.push_back(name + "=" + value);
        if (!parts.empty()) lines.push_back(base::join(parts, ", "));
    }
    return lines;
}

void explain_case(const Case& test, const Catalogue& catalogue) {
    fmt::print("{}\n{}\n\n{}\n", test.id, test.title, test.why);
    fmt::print("\nlevel {}, duty {}, revision {}, in {}\n", casefile::to_string(test.level),
               casefile::to_string(test.duty), test.revision, base::to_string(test.position));
    print_list("Required by", sources_of(test, catalogue));
    print_list("Conforms", test.legal);
    print_list("Steps, with the first parameters", steps_of(test));
    print_list("Runs with", parameters_of(test));
    print_list("Presumes", test.presumes);
    print_list("What programs usually do wrong", test.causes);
    print_list("Formerly", test.formerly);
}

void explain_requirement(const Requirement& requirement, const Catalogue& catalogue) {
    fmt::print("{} ({}, {}'s duty)\n{}\n", requirement.id, casefile::to_string(requirement.level),
               casefile::to_string(requirement.duty), requirement.title);
    print_list("Sources", requirement.sources);
    std::vector<std::string> cases;
    for (const Case& test : catalogue.cases) {
        for (const std::string& id : test.requirements) {
            if (id == requirement.id) cases.push_back(test.id);
        }
    }
    print_list("Covered by", cases);
    if (!requirement.untested.empty()) fmt::print("\nNot testable: {}\n", requirement.untested);
}

int unknown(const std::string& id, const Catalogue& catalogue) {
    std::vector<std::string> known;
    for (const Case& test : catalogue.cases)
        known.push_back(test.id);
    for (const Requirement& requirement : catalogue.requirements)
        known.push_back(requirement.id);
    std::string hint = base::suggest(id, known);
    if (hint.empty()) hint = "`echospec list` shows the ids";
    return report_mistakes({{.position = {.file = "command line"},
                             .message = fmt::format("no case or requirement is called `{}`", id),
                             .hint = hint,
                             .source_line = {}}});
}

}  // namespace

int execute(const ExplainOptions& options) {
    const auto catalogue = load_catalogue(options.folders);
    if (!catalogue) return report_mistakes(catalogue.error());
    bool first = true;
    for (const std::string& id : options.ids) {
        if (!first) fmt::print("\n");
        first = false;
        if (const Case* const test = catalogue->find_case(id)) {
            explain_case(*test, *catalogue);
        } else if (const Requirement* const requirement = catalogue->find_requirement(id)) {
            explain_requirement(*requirement, *catalogue);
        } else {
            return unknown(id, *catalogue);
        }
    }
    return 0;
}

}  // namespace echospec::cli
