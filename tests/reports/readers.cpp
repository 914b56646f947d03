// SPDX-License-Identifier: Apache-2.0
#include "readers.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "base/files.hpp"

namespace echospec::reports {

void miss(const std::string& what) {
    const char* const demanded = std::getenv("ECHOSPEC_MUST_ISOLATE");
    const std::string text = what + " is not installed: tools/setup test installs it";
    if (demanded != nullptr && std::string_view(demanded) == "1") FAIL() << text;
    GTEST_SKIP() << text;
}

bool has_node_module(const std::string& name) {
    return std::filesystem::exists(ECHOSPEC_READERS "/node_modules/" + name + "/package.json");
}

Said say(const std::string& command) {
    const std::string path = testing::TempDir() + "said-" + std::to_string(getpid());
    Said said;
    said.status = std::system((command + " > '" + path + "' 2>&1").c_str());
    said.text = base::read_file(path).value_or("");
    ::unlink(path.c_str());
    return said;
}

}  // namespace echospec::reports
