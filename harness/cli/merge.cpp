// SPDX-License-Identifier: Apache-2.0
#include "verdict/merge.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "cli/catalogue_source.hpp"
#include "cli/commands.hpp"
#include "cli/outputs.hpp"
#include "cli/stored.hpp"
#include "cli/tell.hpp"

namespace echospec::cli {

// The exit code is the one that a run without shards would have had.
int execute(const MergeOptions& options) {
    std::vector<verdict::Part> parts;
    base::Diagnostics mistakes;
    for (const std::string& path : options.results) {
        auto run = read_results(path);
        if (run) {
            parts.push_back({path, *std::move(run)});
        } else {
            add_mistakes(mistakes, run.error());
        }
    }
    if (!mistakes.empty()) return report_mistakes(mistakes);
    const auto whole = verdict::merge(parts);
    if (!whole) return report_mistakes(whole.error());
    const auto catalogue = load_catalogue({});
    if (!catalogue) return report_mistakes(catalogue.error());
    write_outputs(options.outputs, *whole, *catalogue);
    std::FILE* const stream = writes_to_stdout(options.outputs) ? stderr : stdout;
    fmt::print(stream, "{} files\n{}", parts.size(), tell_end(*whole, Colour::off));
    return whole->exit_code;
}

}  // namespace echospec::cli
