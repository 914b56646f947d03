// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdio>

#include "base/files.hpp"
#include "cli/catalogue_source.hpp"
#include "cli/commands.hpp"
#include "cli/stored.hpp"
#include "reports/compare/compare.hpp"

namespace echospec::cli {

// How either run ended does not matter here: what was wrong before is no regression.
int execute(const CompareOptions& options) {
    const auto before = read_results(options.before);
    const auto after = read_results(options.after);
    base::Diagnostics mistakes;
    for (const auto* const run : {&before, &after}) {
        if (!*run) add_mistakes(mistakes, run->error());
    }
    if (!mistakes.empty()) return report_mistakes(mistakes);
    const verdict::Comparison comparison = verdict::compare(*before, *after);
    if (!options.json.empty())
        base::write_file(options.json, reports::compare::render_json(comparison));
    if (!options.markdown.empty())
        base::write_file(options.markdown, reports::compare::render_markdown(comparison));
    const bool taken = options.json == "-" || options.markdown == "-";
    fmt::print(taken ? stderr : stdout, "{}", reports::compare::render_text(comparison));
    return comparison.exit.code;
}

}  // namespace echospec::cli
