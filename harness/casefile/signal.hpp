// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

// The signals that a case may send, and that a target may be told to heed.

namespace echospec::casefile {

// To every process of the target.
struct Signal {
    std::string name;  // without SIG
    int number = 0;
};

// By its name without SIG.
std::optional<Signal> find_signal(const std::string& name);

std::vector<std::string> signal_names();

}  // namespace echospec::casefile
