// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/Error.hpp>
#include <cstdio>
#include <optional>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "cli/baseline_file.hpp"
#include "cli/catalogue_source.hpp"
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/isolation_choice.hpp"
#include "cli/json_lines_file.hpp"
#include "cli/outputs.hpp"
#include "cli/targets.hpp"
#include "engine/run.hpp"
#include "sandbox/command.hpp"
#include "verdict/exit_code.hpp"

namespace echospec::cli {
namespace {

std::string heading(const engine::Settings& settings) {
    return fmt::format("echospec {}: {}\nprofile {}, isolation {}, seed {}\n", ECHOSPEC_VERSION,
                       settings.connect ? "a server at " + base::to_string(*settings.connect)
                                        : base::shell_quoted(settings.command),
                       settings.profile, sandbox::to_string(settings.isolation), settings.seed);
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

// With the JSON lines, which are written while it goes on.
base::Result<verdict::RunResult> run_told(const RunOptions& options,
                                          const engine::Settings& settings,
                                          const casefile::Catalogue& catalogue,
                                          const verdict::Gating& gating, Console& console) {
    if (options.outputs.jsonl.empty()) return engine::run(catalogue, settings, gating, console);
    JsonLinesFile lines(options.outputs.jsonl);
    Audience audience({&lines, &console});  // what was told is on disk already
    auto result = engine::run(catalogue, settings, gating, audience);
    if (result) lines.close(*result);
    return result;
}

// How a target's run ended, and what it found if it came so far.
struct Ran {
    int code = 0;
    std::optional<verdict::RunResult> result{};
};

// One target, from its start to its reports.
Ran run_one(const RunOptions& options, const casefile::Catalogue& catalogue) {
    const auto baseline = load_baseline(options.gate.baseline, catalogue);
    if (!baseline) return {report_mistakes(baseline.error())};
    const auto written = open_baseline(options.write_baseline, catalogue);
    if (!written) return {report_mistakes(written.error())};
    engine::Settings settings = options.settings;
    const std::string missing = choose_isolation(settings, options.isolation);
    if (!missing.empty()) {
        fmt::print(stderr, "exit 3: could not test: {} is not to be had\n", missing);
        return {3};
    }
    // On the host's network two cases would take each other's port.
    if (settings.isolation == sandbox::Isolation::host) settings.jobs = 1;
    Console console(writes_to_stdout(options.outputs) ? stderr : stdout,
                    options.quiet ? Console::Detail::findings_only : Console::Detail::all);
    console.print(heading(settings));
    const verdict::Gating gating{options.gate, *baseline, today()};
    auto result = run_told(options, settings, catalogue, gating, console);
    if (!result) return {report_mistakes(result.error())};
    Outputs outputs = options.outputs;
    outputs.jsonl.clear();  // is written already
    write_outputs(outputs, *result, catalogue);
    if (!written->path.empty()) console.print(write_baseline(*written, *result, catalogue));
    console.print(tell_end(*result, console.colour()));
    return {result->exit_code, *std::move(result)};
}

// Runs a target's own command; true if it ended well.
bool run_beside(std::string_view what, const std::vector<std::string>& command,
                const casefile::TargetDescription& target) {
    if (command.empty()) return true;
    const int status = sandbox::run_command(command, target.directory, target.environment);
    if (status == 0) return true;
    fmt::print(stderr, "{}: its {} ended with status {}: {}\n", base::to_string(target.position),
               what, status, base::shell_quoted(command));
    return false;
}

Ran run_described(const casefile::TargetDescription& target, const RunOptions& asked,
                  bool is_one_of_several, const casefile::Catalogue& catalogue) {
    if (!run_beside("set-up", target.set_up, target)) {
        fmt::print("exit 3: could not test: the set-up of {} failed\n", target.name);
        return {3};
    }
    Ran ran{2};
    try {
        ran = run_one(options_for(target, asked, is_one_of_several), catalogue);
    } catch (const CLI::ValidationError& mistake) {
        report_mistakes({{.position = target.position,
                          .message = mistake.what(),
                          .hint = {},
                          .source_line = {}}});
    }
    if (!run_beside("tear-down", target.tear_down, target))
        ran.code = verdict::worse_exit(ran.code, 3);
    return ran;
}

int run_file(const RunOptions& options, const casefile::Catalogue& catalogue) {
    const auto targets = casefile::load_targets(options.target_file, catalogue);
    if (!targets) return report_mistakes(targets.error());
    const bool several = targets->size() > 1;
    if (several && writes_to_stdout(options.outputs)) {
        return report_mistakes({{.position = {.file = options.target_file},
                                 .message = "several targets cannot share stdout",
                                 .hint = "give a file: each target's name is put before its ending",
                                 .source_line = {}}});
    }
    int code = 0;
    std::string codes;
    std::vector<verdict::RunResult> results;
    for (const casefile::TargetDescription& target : *targets) {
        if (several) fmt::print("{}== {}\n", codes.empty() ? "" : "\n", target.name);
        Ran own = run_described(target, options, several, catalogue);
        codes += fmt::format("{}{} {}", codes.empty() ? "" : ", ", target.name, own.code);
        code = verdict::worse_exit(code, own.code);
        if (own.result) results.push_back(*std::move(own.result));
        if (own.code >= 128) break;  // interrupted
    }
    if (several) write_page(options.outputs.html, std::move(results), catalogue);
    if (several) fmt::print("\nexit {}: the worst of {}\n", code, codes);
    return code;
}

}  // namespace

int execute(const RunOptions& options) {
    const auto catalogue = load_catalogue(options.folders);
    if (!catalogue) return report_mistakes(catalogue.error());
    return options.target_file.empty() ? run_one(options, *catalogue).code
                                       : run_file(options, *catalogue);
}

}  // namespace echospec::cli
