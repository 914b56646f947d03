// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

// When echospec itself cannot do its work it throws HarnessError, worded "attempt: reason". It is
// caught in one place, where one case is run, and ends as the verdict `error`. What the target
// does wrong is never an exception: that is an observation.

namespace echospec::base {

class HarnessError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// Throws "attempt: <strerror(code)>".
[[noreturn]] void throw_errno(std::string_view attempt, int code);

// Passes a syscall's result through; -1 becomes a HarnessError that names the attempt.
long check_syscall(std::string_view attempt, long result);
int check_syscall(std::string_view attempt, int result);

}  // namespace echospec::base
