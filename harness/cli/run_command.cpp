// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdio>

#include "base/text.hpp"
#include "cli/catalogue_source.hpp"
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/outputs.hpp"
#include "engine/run.hpp"

namespace echospec::cli {
namespace {

// Takes the sandbox where it can be had. Nothing if it was asked for and cannot.
bool choose_isolation(engine::Settings& settings, IsolationChoice choice) {
    settings.isolation = sandbox::Isolation::host;
    if (choice == IsolationChoice::host) return true;
    const std::string obstacle = sandbox::sandbox_obstacle();
    if (obstacle.empty()) {
        settings.isolation = sandbox::Isolation::sandbox;
        return true;
    }
    if (choice == IsolationChoice::sandbox) {
        fmt::print(
            stderr,
            "echospec: no sandbox can be had here: {}\n`echospec doctor` says how to mend that\n",
            obstacle);
        return false;
    }
    fmt::print(
        stderr,
        "echospec: no sandbox can be had here ({}); going on without: cases share the host's "
        "network and run one at a time. `echospec doctor` says how to mend that\n",
        obstacle);
    return true;
}

std::string heading(const engine::Settings& settings) {
    return fmt::format("echospec {}: {}\nprofile {}, isolation {}, seed {}\n", ECHOSPEC_VERSION,
                       base::shell_quoted(settings.command), settings.profile,
                       sandbox::to_string(settings.isolation), settings.seed);
}

}  // namespace

int execute(const RunOptions& options) {
    const auto catalogue = load_catalogue(options.folders);
    if (!catalogue) return report_mistakes(catalogue.error());
    engine::Settings settings = options.settings;
    if (!choose_isolation(settings, options.isolation)) {
        fmt::print(stderr,
                   "exit 3: could not test: the sandbox that was asked for is not to be had\n");
        return 3;
    }
    // On the host's network two cases would take each other's port.
    if (settings.isolation == sandbox::Isolation::host) settings.jobs = 1;
    Console console(writes_to_stdout(options.outputs) ? stderr : stdout,
                    options.quiet ? Console::Detail::findings_only : Console::Detail::all);
    console.print(heading(settings));
    const auto result = engine::run(*catalogue, settings, options.gate, console);
    if (!result) return report_mistakes(result.error());
    write_outputs(options.outputs, *result, *catalogue);
    console.print(tell_end(*result, console.colour()));
    return result->exit_code;
}

}  // namespace echospec::cli
