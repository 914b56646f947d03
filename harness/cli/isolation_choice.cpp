// SPDX-License-Identifier: Apache-2.0
#include "cli/isolation_choice.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace echospec::cli {

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

}  // namespace echospec::cli
