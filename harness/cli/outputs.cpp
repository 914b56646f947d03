// SPDX-License-Identifier: Apache-2.0
#include "cli/outputs.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "base/files.hpp"
#include "cli/github_workflow.hpp"
#include "cli/take_word.hpp"
#include "reports/annotations/annotations.hpp"
#include "reports/badge/badge.hpp"
#include "reports/compliance/compliance.hpp"
#include "reports/html/html.hpp"
#include "reports/json/json.hpp"
#include "reports/junit/junit.hpp"
#include "reports/markdown/markdown.hpp"
#include "reports/tap/tap.hpp"
#include "verdict/json_lines.hpp"

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

// The runner takes workflow commands from both streams of a step (actions/runner, ActionCommand).
void print_annotations(const verdict::RunResult& result, std::FILE* stream) {
    if (!in_github_workflow()) return;
    fmt::print(stream, "{}", reports::annotations::render(result));
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
    take_file(command, "--jsonl", outputs.jsonl,
              "write the results as JSON lines, each case as it ends (- is stdout)");
    take_file(command, "--junit", outputs.junit, "write JUnit XML (- is stdout)");
    take_word<Dialect>(command, "--junit-dialect", outputs.dialect, "which reader JUnit XML is for",
                       {{"rich", Dialect::rich},
                        {"strict", Dialect::strict},
                        {"jenkins", Dialect::jenkins},
                        {"gitlab", Dialect::gitlab},
                        {"github", Dialect::github},
                        {"azure", Dialect::azure}});
    take_file(command, "--html", outputs.html, "write a page for people (- is stdout)");
    take_file(command, "--markdown", outputs.markdown, "write a summary (- is stdout)");
    take_file(command, "--tap", outputs.tap, "write Test Anything Protocol 14 (- is stdout)");
    take_file(command, "--annotations", outputs.annotations,
              "write GitHub workflow commands (- is stdout); in a GitHub workflow they are printed "
              "without asking");
    take_file(
        command, "--compliance", outputs.compliance,
        "write the outcome of every requirement as YAML, to be committed; as Markdown to a file "
        "named *.md (- is stdout)");
    take_file(command, "--badge", outputs.badge, "write a badge as SVG (- is stdout)");
    take_file(command, "--shields", outputs.shields,
              "write a badge as JSON for shields.io (- is stdout)");
}

void for_each_file(Outputs& outputs, const std::function<void(std::string&)>& visit) {
    for (std::string* path : {&outputs.json, &outputs.jsonl, &outputs.junit, &outputs.html,
                              &outputs.markdown, &outputs.tap, &outputs.annotations,
                              &outputs.compliance, &outputs.badge, &outputs.shields})
        visit(*path);
}

bool writes_to_stdout(const Outputs& outputs) {
    bool found = false;
    Outputs copy = outputs;
    for_each_file(copy, [&](const std::string& path) { found = found || path == "-"; });
    return found;
}

void write_outputs(const Outputs& outputs, const verdict::RunResult& result,
                   const casefile::Catalogue& catalogue) {
    const auto write = [](const std::string& path, const auto& render) {
        if (!path.empty()) base::write_file(path, render());
    };
    write(outputs.json, [&] { return reports::json::render(result); });
    write(outputs.jsonl, [&] { return verdict::encode_lines(result); });
    write(outputs.junit, [&] { return reports::junit::render(result, outputs.dialect); });
    write_page(outputs.html, {result}, catalogue);
    write(outputs.markdown,
          [&] { return reports::markdown::render(result, reports::markdown::kStepSummaryLimit); });
    write(outputs.tap, [&] { return reports::tap::render(result); });
    write(outputs.annotations, [&] { return reports::annotations::render(result); });
    write(outputs.compliance, [&] {
        return outputs.compliance.ends_with(".md")
                   ? reports::compliance::render_markdown(result, catalogue)
                   : reports::compliance::render_yaml(result, catalogue);
    });
    write(outputs.badge, [&] { return reports::badge::render_svg(result); });
    write(outputs.shields, [&] { return reports::badge::render_shields(result); });
    write_step_summary(result);
    if (outputs.annotations.empty())
        print_annotations(result, writes_to_stdout(outputs) ? stderr : stdout);
}

void write_page(const std::string& path, std::vector<verdict::RunResult> results,
                const casefile::Catalogue& catalogue) {
    if (path.empty() || results.empty()) return;
    for (verdict::RunResult& result : results)
        result = seen_from(path, std::move(result));
    base::write_file(path, reports::html::render(results, catalogue));
}

}  // namespace echospec::cli
