// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdio>

#include "cli/catalogue_source.hpp"
#include "cli/commands.hpp"
#include "cli/outputs.hpp"
#include "cli/stored.hpp"
#include "cli/tell.hpp"
#include "reports/shared/groups.hpp"
#include "verdict/exit_code.hpp"

namespace echospec::cli {
namespace {

using Runs = std::vector<verdict::RunResult>;

base::Result<Runs> read_all(const std::vector<std::string>& paths) {
    Runs runs;
    base::Diagnostics mistakes;
    for (const std::string& path : paths) {
        auto run = read_results(path);
        if (run) {
            runs.push_back(*std::move(run));
        } else {
            add_mistakes(mistakes, run.error());
        }
    }
    if (!mistakes.empty()) return mistakes;
    return runs;
}

bool asks_for_more_than_a_page(Outputs outputs) {
    bool more = false;
    outputs.html.clear();
    for_each_file(outputs, [&](const std::string& path) { more = more || !path.empty(); });
    return more;
}

int report_several(const ReportOptions& options, const Runs& runs,
                   const casefile::Catalogue& catalogue) {
    if (asks_for_more_than_a_page(options.outputs)) {
        return report_mistakes({{.position = {.file = options.results[1]},
                                 .message = "only --html takes the results of several targets",
                                 .hint = "write the other reports from one file at a time",
                                 .source_line = {}}});
    }
    write_page(options.outputs.html, runs, catalogue);
    int code = 0;
    std::FILE* const stream = writes_to_stdout(options.outputs) ? stderr : stdout;
    for (const verdict::RunResult& run : runs) {
        code = verdict::worse_exit(code, run.exit_code);
        fmt::print(stream, "exit {}: {}: {}\n", run.exit_code, reports::target_line(run),
                   run.exit_reason);
    }
    fmt::print(stream, "\nexit {}: the worst of {} targets\n", code, runs.size());
    return code;
}

}  // namespace

// The exit code is that of the stored run: a report of a failed run is no success.
int execute(const ReportOptions& options) {
    const auto runs = read_all(options.results);
    if (!runs) return report_mistakes(runs.error());
    const auto catalogue = load_catalogue({});
    if (!catalogue) return report_mistakes(catalogue.error());
    if (runs->size() > 1) return report_several(options, *runs, *catalogue);
    write_outputs(options.outputs, runs->front(), *catalogue);
    std::FILE* const stream = writes_to_stdout(options.outputs) ? stderr : stdout;
    fmt::print(stream, "{}", tell_end(runs->front(), Colour::off));
    return runs->front().exit_code;
}

}  // namespace echospec::cli
