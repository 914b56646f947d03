// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sandbox/timed_wait.hpp"

// The ways in which a process can sleep, each as a function that does so.

namespace echospec::tests {

struct WaitSample {
    std::string name;
    std::function<void()> body;
    std::string call;  // the system call in which it ends up
    sandbox::Wait::Kind kind = sandbox::Wait::Kind::untimed;
    base::Duration limit{};
    bool absolute = false;  // the limit shrinks while the process waits
};

void PrintTo(const WaitSample& sample, std::ostream* stream);  // for GoogleTest

std::vector<WaitSample> wait_samples();

}  // namespace echospec::tests
