// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/catalogue_source.hpp"
#include "cli/commands.hpp"

namespace echospec::cli {
namespace {

using casefile::Case;
using casefile::Catalogue;
using casefile::Requirement;

void list_cases(const Catalogue& catalogue) {
    size_t runs = 0, width = 0;
    for (const Case& test : catalogue.cases)
        width = std::max(width, test.id.size());
    for (const Case& test : catalogue.cases) {
        fmt::print("{:{}}  {:8}  {}\n", test.id, width, casefile::to_string(test.level),
                   test.title);
        runs += test.variants.size();
    }
    fmt::print("\n{} cases, {} runs with their matrices\n", catalogue.cases.size(), runs);
}

using Coverage = std::map<std::string, std::vector<std::string>>;

Coverage coverage_of(const Catalogue& catalogue) {
    Coverage coverage;
    for (const Case& test : catalogue.cases) {
        for (const std::string& id : test.requirements)
            coverage[id].push_back(test.id);
    }
    return coverage;
}

std::string standing(const Requirement& requirement, const Coverage& coverage) {
    const auto found = coverage.find(requirement.id);
    if (found != coverage.end()) return base::join(found->second, "\n    ");
    if (!requirement.untested.empty()) return "not testable: " + requirement.untested;
    return "no case yet";
}

void list_requirements(const Catalogue& catalogue) {
    const Coverage coverage = coverage_of(catalogue);
    std::string group;
    size_t untestable = 0, open = 0;
    for (const Requirement& requirement : catalogue.requirements) {
        if (requirement.group != group)
            fmt::print("{}{}\n", group.empty() ? "" : "\n", requirement.group);
        group = requirement.group;
        fmt::print("  {} ({}, {}) {}\n    {}\n", requirement.id,
                   casefile::to_string(requirement.level), casefile::to_string(requirement.duty),
                   requirement.title, standing(requirement, coverage));
        if (coverage.contains(requirement.id)) continue;
        ++(requirement.untested.empty() ? open : untestable);
    }
    const size_t total = catalogue.requirements.size();
    fmt::print("\n{} requirements: {} covered by cases, {} not testable, {} without a case yet\n",
               total, total - untestable - open, untestable, open);
}

int export_to(const std::string& folder) {
    const std::filesystem::path root(folder);
    for (const casefile::SourceFile& file : casefile::embedded_files()) {
        const std::filesystem::path path = root / file.path;
        std::filesystem::create_directories(path.parent_path());
        if (std::filesystem::exists(path)) {
            fmt::print(
                stderr,
                "echospec: {} is there already; --export wants an empty folder\nexit 2: nothing "
                "was overwritten\n",
                path.string());
            return 2;
        }
        base::write_file(path.string(), file.content);
    }
    fmt::print("{} files written to {}\n", casefile::embedded_files().size(), folder);
    return 0;
}

}  // namespace

int execute(const ListOptions& options) {
    if (!options.export_folder.empty()) return export_to(options.export_folder);
    const auto catalogue = load_catalogue(options.folders);
    if (!catalogue) return report_mistakes(catalogue.error());
    if (options.requirements) {
        list_requirements(*catalogue);
    } else {
        list_cases(*catalogue);
    }
    return 0;
}

}  // namespace echospec::cli
