// SPDX-License-Identifier: Apache-2.0
#include "cli/own_stack_option.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "base/text.hpp"

namespace echospec::cli {

using casefile::Role;

casefile::OwnStack own_stack_of(const std::string& text) {
    if (const auto stack = casefile::parse_own_stack(text)) return *stack;
    throw CLI::ValidationError("--own-stack", fmt::format("`{}` is no own stack; write {}", text,
                                                          casefile::kOwnStackForm));
}

casefile::Signal close_signal_of(const std::string& name) {
    if (const auto signal = casefile::find_signal(name)) return *signal;
    throw CLI::ValidationError("--close-signal",
                               fmt::format("`{}` is no signal; write one of {}", name,
                                           base::join(casefile::signal_names(), ", ")));
}

// Its TCP is the target's own, so what it does wrong gates; and nothing but its address tells where
// it is.
void complete_own_stack(RunOptions& options) {
    engine::Settings& settings = options.settings;
    if (!settings.own_stack) return;
    if (options.isolation == IsolationChoice::host) {
        throw CLI::ValidationError("--own-stack", "its device is in the sandbox alone");
    }
    if (!settings.port && settings.role != Role::client) {
        throw CLI::ValidationError(
            "--own-stack",
            "no table of the kernel shows its port: write {port} in COMMAND, or --port");
    }
    options.isolation = IsolationChoice::sandbox;
    options.gate.strict_stack = true;
    if (!settings.role) settings.role = Role::server;
    if (!settings.transport) settings.transport = casefile::Transport::tcp;
    settings.claims.try_emplace("timers", "own");
}

}  // namespace echospec::cli
