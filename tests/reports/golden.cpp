// SPDX-License-Identifier: Apache-2.0
#include "golden.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "base/files.hpp"

namespace echospec::reports {

void expect_golden(const std::string& name, const std::string& text) {
    const std::string path = std::string(ECHOSPEC_GOLDENS) + "/" + name;
    if (std::getenv("ECHOSPEC_UPDATE_GOLDENS") != nullptr) base::write_file(path, text);
    const auto golden = base::read_file(path);
    ASSERT_TRUE(golden.has_value()) << path << " cannot be read";
    EXPECT_EQ(*golden, text) << "if this is as it should be: ECHOSPEC_UPDATE_GOLDENS=1";
}

}  // namespace echospec::reports
