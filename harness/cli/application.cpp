// SPDX-License-Identifier: Apache-2.0
#include "cli/application.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <variant>

#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"

namespace echospec::cli {
namespace {

int dispatch(const Invocation& invocation) {
    return std::visit([](const auto& options) { return execute(options); }, invocation);
}

}  // namespace

int execute(const GradeOptions& options) {
    return grade(options);
}

int run_application(const std::vector<std::string>& words) {
    try {
        const Parsed parsed = parse_command_line(words);
        if (parsed.invocation) return dispatch(*parsed.invocation);
        fmt::print(parsed.exit_code == 0 ? stdout : stderr, "{}", parsed.text);
        return parsed.exit_code;
    } catch (const std::exception& error) {
        fmt::print(stderr, "echospec: {}\nexit 3: could not test: {}\n", error.what(),
                   error.what());
        return 3;
    }
}

}  // namespace echospec::cli
