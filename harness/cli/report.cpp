// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdio>

#include "base/files.hpp"
#include "cli/catalogue_source.hpp"
#include "cli/commands.hpp"
#include "cli/outputs.hpp"
#include "cli/tell.hpp"
#include "verdict/codec.hpp"

namespace echospec::cli {

// The exit code is that of the stored run: a report of a failed run is no success.
int execute(const ReportOptions& options) {
    const auto content = base::read_file(options.results);
    if (!content) {
        return report_mistakes({{.position = {.file = options.results},
                                 .message = "cannot be read",
                                 .hint = "give a file that `run --json` wrote",
                                 .source_line = {}}});
    }
    const auto result = verdict::decode_run(options.results, *content);
    if (!result) return report_mistakes(result.error());
    const auto catalogue = load_catalogue({});
    if (!catalogue) return report_mistakes(catalogue.error());
    write_outputs(options.outputs, *result, *catalogue);
    std::FILE* const stream = writes_to_stdout(options.outputs) ? stderr : stdout;
    fmt::print(stream, "{}", tell_end(*result, Colour::off));
    return result->exit_code;
}

}  // namespace echospec::cli
