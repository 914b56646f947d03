// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

namespace echospec::base {

void throw_errno(std::string_view attempt, int code) {
    throw HarnessError(fmt::format("{}: {}", attempt, std::generic_category().message(code)));
}

long check_syscall(std::string_view attempt, long result) {
    if (result == -1) throw_errno(attempt, errno);
    return result;
}

int check_syscall(std::string_view attempt, int result) {
    if (result == -1) throw_errno(attempt, errno);
    return result;
}

}  // namespace echospec::base
