// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace echospec::cli {

// The program: the words of its command line, its own name first, to its exit code.
int run_application(const std::vector<std::string>& words);

}  // namespace echospec::cli
