// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdio>

#include "cli/catalogue_source.hpp"
#include "cli/commands.hpp"
#include "cli/outputs.hpp"
#include "cli/stored.hpp"
#include "cli/tell.hpp"

namespace echospec::cli {

// The exit code is that of the stored run: a report of a failed run is no success.
int execute(const ReportOptions& options) {
    const auto result = read_results(options.results);
    if (!result) return report_mistakes(result.error());
    const auto catalogue = load_catalogue({});
    if (!catalogue) return report_mistakes(catalogue.error());
    write_outputs(options.outputs, *result, *catalogue);
    std::FILE* const stream = writes_to_stdout(options.outputs) ? stderr : stdout;
    fmt::print(stream, "{}", tell_end(*result, Colour::off));
    return result->exit_code;
}

}  // namespace echospec::cli
