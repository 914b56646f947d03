// SPDX-License-Identifier: Apache-2.0
#include "cli/outputs.hpp"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>

#include "base/files.hpp"
#include "cli/take_word.hpp"
#include "reports/html/html.hpp"
#include "reports/json/json.hpp"
#include "reports/junit/junit.hpp"
#include "reports/markdown/markdown.hpp"

namespace echospec::cli {
namespace {

using reports::junit::Dialect;

void take_file(CLI::App& command, const char* name, std::string& place, const char* help) {
    command.add_option(name, place, help)->type_name("FILE");
}

// GitHub names the file; what several steps write there is shown one below the other.
void write_step_summary(const verdict::RunResult& result) {
    const char* const path = std::getenv("GITHUB_STEP_SUMMARY");
    if (path == nullptr || *path == '\0') return;
    const std::string text =
        reports::markdown::render(result, reports::markdown::kStepSummaryLimit);
    base::append_file(path, text);
}

// Kept files are named as seen from here; a page's links lead from where the page is.
verdict::RunResult seen_from(const std::string& page, verdict::RunResult result) {
    const auto folder =
        page == "-" ? std::filesystem::path() : std::filesystem::path(page).parent_path();
    for (verdict::CaseResult& one : result.cases) {
        for (std::string& path : one.artifacts)
            path = std::filesystem::proximate(path, std::filesystem::absolute(folder)).string();
    }
    return result;
}

}  // namespace

void declare_outputs(CLI::App& command, Outputs& outputs) {
    take_file(command, "--json", outputs.json, "write the results (- is stdout)");
    take_file(command, "--junit", outputs.junit, "write JUnit XML (- is stdout)");
    take_file(command, "--html", outputs.html, "write a page for people (- is stdout)");
    take_file(command, "--markdown", outputs.markdown, "write a summary (- is stdout)");
    take_word<Dialect>(command, "--junit-dialect", outputs.dialect, "which reader JUnit XML is for",
                       {{"rich", Dialect::rich},
                        {"strict", Dialect::strict},
                        {"jenkins", Dialect::jenkins},
                        {"gitlab", Dialect::gitlab},
                        {"github", Dialect::github},
                        {"azure", Dialect::azure}});
}

void for_each_file(Outputs& outputs, const std::function<void(std::string&)>& visit) {
    for (std::string* path : {&outputs.json, &outputs.junit, &outputs.html, &outputs.markdown})
        visit(*path);
}

bool writes_to_stdout(const Outputs& outputs) {
    return outputs.json == "-" || outputs.junit == "-" || outputs.html == "-" ||
           outputs.markdown == "-";
}

void write_outputs(const Outputs& outputs, const verdict::RunResult& result,
                   const casefile::Catalogue& catalogue) {
    const auto write = [](const std::string& path, const auto& render) {
        if (!path.empty()) base::write_file(path, render());
    };
    write(outputs.json, [&] { return reports::json::render(result); });
    write(outputs.junit, [&] { return reports::junit::render(result, outputs.dialect); });
    write(outputs.html,
          [&] { return reports::html::render(seen_from(outputs.html, result), catalogue); });
    write(outputs.markdown,
          [&] { return reports::markdown::render(result, reports::markdown::kStepSummaryLimit); });
    write_step_summary(result);
}

}  // namespace echospec::cli
