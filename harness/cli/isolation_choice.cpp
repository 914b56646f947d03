// SPDX-License-Identifier: Apache-2.0
#include "cli/isolation_choice.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "sandbox/own_device.hpp"

namespace echospec::cli {
namespace {

void tell_missing(std::string_view what, const std::string& obstacle) {
    fmt::print(stderr,
               "echospec: no {} can be had here: {}\n`echospec doctor` says how to mend that\n",
               what, obstacle);
}

}  // namespace

std::string choose_isolation(engine::Settings& settings, IsolationChoice choice) {
    settings.isolation = sandbox::Isolation::host;
    if (choice == IsolationChoice::host) return {};
    const std::string obstacle = sandbox::sandbox_obstacle();
    if (!obstacle.empty() && choice == IsolationChoice::sandbox) {
        tell_missing("sandbox", obstacle);
        return "the sandbox that was asked for";
    }
    if (!obstacle.empty()) {
        fmt::print(
            stderr,
            "echospec: no sandbox can be had here ({}); going on without: cases share the host's "
            "network and run one at a time. `echospec doctor` says how to mend that\n",
            obstacle);
        return {};
    }
    settings.isolation = sandbox::Isolation::sandbox;
    if (!settings.own_stack) return {};
    const std::string without_device = sandbox::own_device_obstacle();
    if (without_device.empty()) return {};
    tell_missing("TUN or TAP device", without_device);
    return "the device that --own-stack asks for";
}

}  // namespace echospec::cli
