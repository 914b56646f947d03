// SPDX-License-Identifier: Apache-2.0
#include "cli/run_options.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <filesystem>
#include <system_error>
#include <thread>

#include "base/duration.hpp"
#include "base/text.hpp"
#include "cli/connect_option.hpp"
#include "cli/outputs.hpp"
#include "cli/own_stack_option.hpp"
#include "cli/placeholders.hpp"
#include "cli/shard_option.hpp"
#include "cli/take_word.hpp"
#include "sandbox/command.hpp"

namespace echospec::cli {
namespace {

using casefile::Level;
using casefile::Role;
using casefile::Transport;

void take_duration(CLI::App& command, const char* name, base::Duration& place, const char* help) {
    command
        .add_option_function<std::string>(
            name,
            [&place, name](const std::string& text) {
                const auto duration = base::parse_duration(text);
                if (!duration || *duration <= base::Duration::zero()) {
                    throw CLI::ValidationError(
                        name, fmt::format("`{}` is no duration; write 500ms, 5s or 1m", text));
                }
                place = *duration;
            },
            help)
        ->type_name("DURATION")
        ->default_str(base::format_duration(place));
}

// CLI11 would take -1 for the largest number there is.
uint64_t parse_seed(const std::string& text) {
    uint64_t seed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    if (error != std::errc{} || end != text.data() + text.size()) {
        throw CLI::ValidationError("--seed",
                                   fmt::format("`{}` is no number from 0 to 2^64 - 1", text));
    }
    return seed;
}

void take_claim(const std::string& text, std::map<std::string, std::string>& claims) {
    const size_t sign = text.find('=');
    if (sign == std::string::npos || sign == 0 || sign + 1 == text.size()) {
        throw CLI::ValidationError("--claim",
                                   fmt::format("`{}` is no claim; write NAME=WORD, such as "
                                               "serves=once",
                                               text));
    }
    claims[text.substr(0, sign)] = text.substr(sign + 1);
}

void declare_selection(CLI::App& command, RunOptions& options) {
    engine::Settings& settings = options.settings;
    command
        .add_option_function<std::string>(
            "--profile",
            [&](const std::string& name) {
                settings.profile = name;
                options.profile_given = true;
            },
            "what the target claims to be: echo or one-shot")
        ->type_name("NAME")
        ->default_str(settings.profile);
    command.add_option("--only", settings.only, "run only cases whose id matches (repeatable)")
        ->type_name("GLOB")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command.add_option("--skip", settings.skip, "leave out cases whose id matches (repeatable)")
        ->type_name("GLOB")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    take_word<std::optional<Level>>(
        command, "--level", settings.level, "run only what is at least this binding",
        {{"must", Level::must}, {"should", Level::should}, {"may", Level::may}});
    command
        .add_option_function<std::string>(
            "--shard",
            [&](const std::string& text) {
                settings.shard = text == "auto" ? shard_of_ci() : parse_shard(text);
            },
            "run the I-th of N parts; auto: as GitLab, CircleCI or Buildkite says, else all")
        ->type_name("I/N");
}

void declare_target(CLI::App& command, RunOptions& options) {
    engine::Settings& settings = options.settings;
    command
        .add_option_function<std::string>(
            "--connect", [&](const std::string& text) { settings.connect = endpoint_of(text); },
            "a server that runs already, instead of a command; nothing of its process is seen")
        ->type_name("HOST:PORT");
    command.add_option("--target", options.target_file, "targets described in a file")
        ->type_name("FILE");
    take_word<std::optional<Role>>(command, "--role", settings.role,
                                   "what the target is, instead of what it shows itself to be",
                                   {{"server", Role::server}, {"client", Role::client}});
    take_word<std::optional<Transport>>(command, "--transport", settings.transport,
                                        "what it speaks over",
                                        {{"tcp", Transport::tcp}, {"udp", Transport::udp}});
    command
        .add_option("--port", settings.port,
                    "the port it listens on or connects to, instead of the one discovered")
        ->type_name("N")
        ->check(CLI::Range(1, 65535));
    command
        .add_option_function<std::string>(
            "--own-stack",
            [&](const std::string& text) { settings.own_stack = own_stack_of(text); },
            "the target has a TCP of its own, at these addresses of a TUN or TAP device")
        ->type_name("DEVICE:ADDRESS[,ADDRESS…]");
    command
        .add_option_function<std::string>(
            "--close-signal",
            [&](const std::string& name) { settings.close_signal = close_signal_of(name); },
            "the signal at which a server closes its connections, and goes on serving")
        ->type_name("NAME");
    command
        .add_option_function<std::vector<std::string>>(
            "--claim",
            [&](const std::vector<std::string>& claims) {
                for (const std::string& claim : claims)
                    take_claim(claim, settings.claims);
            },
            "what the target claims, in place of its profile (repeatable)")
        ->type_name("NAME=WORD")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    take_word<IsolationChoice>(command, "--isolation", options.isolation,
                               "where cases run: auto takes the sandbox where it can be had",
                               {{"auto", IsolationChoice::automatic},
                                {"sandbox", IsolationChoice::sandbox},
                                {"host", IsolationChoice::host}});
}

void declare_execution(CLI::App& command, RunOptions& options) {
    engine::Settings& settings = options.settings;
    settings.jobs = std::max(2U, 2 * std::thread::hardware_concurrency());
    command.add_option("--jobs", settings.jobs, "cases side by side")
        ->type_name("N")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    command
        .add_option_function<std::string>(
            "--seed", [&](const std::string& text) { settings.seed = parse_seed(text); },
            "of random payloads")
        ->type_name("N")
        ->default_str(std::to_string(settings.seed));
    command.add_option("--repeat", settings.repeat, "run each case so often, and tell flaky ones")
        ->type_name("N")
        ->check(CLI::Range(1, 10'000))
        ->capture_default_str();
    command.add_flag("--fail-fast", settings.fail_fast,
                     "begin no new case after the first that makes the run fail");
    take_duration(command, "--patience", settings.patience,
                  "how long an answer is waited for while the target could still give it");
    take_duration(command, "--start-limit", settings.start_limit,
                  "how long the target may take to listen, or to connect");
    take_duration(command, "--case-limit", settings.case_limit, "how long one case may take");
}

void declare_artifacts(CLI::App& command, engine::Settings& settings) {
    command
        .add_option("--artifacts", settings.artifacts,
                    "keep the captures of cases with findings, as pcap files")
        ->type_name("DIR");
    take_word<engine::Keep>(command, "--artifacts-of", settings.keep,
                            "of which cases captures are kept",
                            {{"findings", engine::Keep::findings}, {"all", engine::Keep::all}});
}

void declare_gate(CLI::App& command, RunOptions& options) {
    command.add_flag("--strict", options.gate.strict, "warnings gate too");
    command.add_flag("--strict-stack", options.gate.strict_stack,
                     "findings about the kernel's TCP gate too");
    command
        .add_option("--baseline", options.gate.baseline,
                    "known deviations, as YAML: they are told and make no run fail")
        ->type_name("FILE");
    command
        .add_option("--write-baseline", options.write_baseline,
                    "add the deviations of this run to such a file; what it holds is kept")
        ->type_name("FILE");
    command
        .add_option("--min-verified", options.gate.min_verified, "fewer verified cases are exit 3")
        ->type_name("N")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command.add_option("--cases", options.folders, "more cases, of your own (repeatable)")
        ->type_name("DIR")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

// Before the first case, not after the last: what cannot be written is said at once.
void make_artifacts_folder(const std::string& folder) {
    if (folder.empty()) return;
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (!error && ::access(folder.c_str(), W_OK) != 0) error = {errno, std::generic_category()};
    if (!error) return;
    throw CLI::ValidationError("--artifacts", fmt::format("`{}` is no folder that can be written "
                                                          "to: {}",
                                                          folder, error.message()));
}

}  // namespace

void declare_run_options(CLI::App& command, RunOptions& options) {
    declare_target(command, options);
    declare_selection(command, options);
    declare_execution(command, options);
    declare_outputs(command, options.outputs);
    declare_artifacts(command, options.settings);
    command.add_flag("--quiet,-q", options.quiet, "print findings and the end only");
    declare_gate(command, options);
    command.footer(
        "echospec run [OPTIONS] -- COMMAND [ARG…]\n"
        "echospec run [OPTIONS] --target FILE\n"
        "echospec run [OPTIONS] --connect HOST:PORT\n"
        "What listens is tested as a server, what connects as a client; the port is discovered.\n"
        "In COMMAND, {port} and {host} are replaced, and {message} by what a client is to say;\n"
        "without {message} a client reads it from its stdin.\n"
        "Exit: 0 conforms, 1 deviates, 2 a mistake in what you wrote, 3 could not test,\n"
        "4 only inconclusive ones left, 128+N ended by signal N.");
    shard_from_environment(options.settings.shard);
}

void check_target(const RunOptions& options, const std::vector<std::string>& command) {
    const bool is_file = !options.target_file.empty();
    const bool connects = options.settings.connect.has_value();
    if (is_file && connects) {
        throw CLI::ValidationError("--connect",
                                   "a target file says what is started; leave one out");
    }
    const bool sandboxed =
        options.isolation == IsolationChoice::sandbox || options.settings.own_stack.has_value();
    if (connects && sandboxed) {
        throw CLI::ValidationError("--connect", "a server that runs already is in no sandbox");
    }
    if (connects && options.settings.role == Role::client) {
        throw CLI::ValidationError("--connect", "only a server can run already");
    }
    if ((!is_file && !connects) || command.empty()) return;
    throw CLI::ValidationError(
        is_file ? "--target" : "--connect",
        fmt::format("{}; leave out `-- {}`",
                    is_file ? "the file names the command" : "nothing is started",
                    base::shell_quoted(command)));
}

void complete_run_options(RunOptions& options, std::vector<std::string> command) {
    engine::Settings& settings = options.settings;
    if (settings.connect) {
        options.isolation = IsolationChoice::host;
        settings.role = Role::server;
        return make_artifacts_folder(settings.artifacts);
    }
    if (command.empty()) {
        throw CLI::ValidationError("run",
                                   "no target: write `echospec run -- COMMAND`, for example "
                                   "`echospec run -- ./my-echo-server {port}`");
    }
    settings.command = std::move(command);
    settings.program = sandbox::program_of(settings.command[0], settings.directory);
    if (settings.program.empty()) {
        throw CLI::ValidationError(
            "COMMAND", fmt::format("`{}` is no program that can be run; check the path and its "
                                   "execute permission",
                                   settings.command[0]));
    }
    make_artifacts_folder(settings.artifacts);
    put_addresses_in(options);
    complete_own_stack(options);
}

}  // namespace echospec::cli
