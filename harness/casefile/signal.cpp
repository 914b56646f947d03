// SPDX-License-Identifier: Apache-2.0
#include "casefile/signal.hpp"

#include <csignal>

namespace echospec::casefile {
namespace {

const std::vector<Signal>& signals() {
    static const std::vector<Signal> kSignals{
        {"TERM", SIGTERM},   {"INT", SIGINT},   {"HUP", SIGHUP},   {"KILL", SIGKILL},
        {"STOP", SIGSTOP},   {"CONT", SIGCONT}, {"CHLD", SIGCHLD}, {"URG", SIGURG},
        {"WINCH", SIGWINCH}, {"PIPE", SIGPIPE}, {"USR1", SIGUSR1}, {"USR2", SIGUSR2},
    };
    return kSignals;
}

}  // namespace

std::optional<Signal> find_signal(const std::string& name) {
    for (const Signal& signal : signals()) {
        if (signal.name == name) return signal;
    }
    return std::nullopt;
}

std::vector<std::string> signal_names() {
    std::vector<std::string> names;
    for (const Signal& signal : signals())
        names.push_back(signal.name);
    return names;
}

}  // namespace echospec::casefile
