// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdio>
#include <optional>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "cli/baseline_file.hpp"
#include "cli/catalogue_source.hpp"
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/json_lines_file.hpp"
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

// Tells several listeners.
class Audience : public engine::Progress {
  public:
    explicit Audience(std::vector<engine::Progress*> listeners)
        : listeners_(std::move(listeners)) {}

    void planned(const verdict::RunResult& run) override {
        for (engine::Progress* const listener : listeners_)
            listener->planned(run);
    }
    void finished(const verdict::CaseResult& result, size_t done, size_t jobs) override {
        for (engine::Progress* const listener : listeners_)
            listener->finished(result, done, jobs);
    }

  private:
    std::vector<engine::Progress*> listeners_;
};

// What the command line names, read before anything is started.
struct Inputs {
    casefile::Catalogue catalogue;
    verdict::Gating gating;
    std::optional<BaselineFile> written;  // of --write-baseline
};

base::Result<Inputs> read_inputs(const RunOptions& options) {
    auto catalogue = load_catalogue(options.folders);
    if (!catalogue) return catalogue.error();
    auto baseline = load_baseline(options.gate.baseline, *catalogue);
    if (!baseline) return baseline.error();
    Inputs inputs{*std::move(catalogue), {options.gate, *std::move(baseline), today()}, {}};
    if (options.write_baseline.empty()) return inputs;
    auto written = open_baseline(options.write_baseline, inputs.catalogue);
    if (!written) return written.error();
    inputs.written = *std::move(written);
    return inputs;
}

// With the JSON lines, which are written while it goes on.
base::Result<verdict::RunResult> run_told(const RunOptions& options,
                                          const engine::Settings& settings, const Inputs& inputs,
                                          Console& console) {
    if (options.outputs.jsonl.empty())
        return engine::run(inputs.catalogue, settings, inputs.gating, console);
    JsonLinesFile lines(options.outputs.jsonl);
    Audience audience({&lines, &console});  // what was told is on disk already
    auto result = engine::run(inputs.catalogue, settings, inputs.gating, audience);
    if (result) lines.close(*result);
    return result;
}

}  // namespace

int execute(const RunOptions& options) {
    const auto inputs = read_inputs(options);
    if (!inputs) return report_mistakes(inputs.error());
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
    const auto result = run_told(options, settings, *inputs, console);
    if (!result) return report_mistakes(result.error());
    Outputs outputs = options.outputs;
    outputs.jsonl.clear();  // is written already
    write_outputs(outputs, *result, inputs->catalogue);
    if (inputs->written)
        console.print(write_baseline(*inputs->written, *result, inputs->catalogue));
    console.print(tell_end(*result, console.colour()));
    return result->exit_code;
}

}  // namespace echospec::cli
