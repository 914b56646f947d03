// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "tests/layers/source_tree.hpp"

// The house rules that a program can check: the licence line, the length of files.

namespace echospec::tests {
namespace {

constexpr size_t kMostLines = 400;

bool is_cpp(const std::string& path) {
    return path.ends_with(".cpp") || path.ends_with(".hpp");
}

std::vector<TextFile> all_sources() {
    return source_files({"harness", "reports", "cases", "fixtures", "tests", "tools"});
}

TEST(Shape, EverySourceFileBeginsWithItsLicence) {
    for (const TextFile& file : all_sources()) {
        if (file.path.starts_with("reports/html/") && !is_cpp(file.path))
            continue;  // the page's own
        ASSERT_FALSE(file.lines.empty()) << file.path;
        const size_t first = file.lines[0].starts_with("#!") ? 1 : 0;
        ASSERT_GT(file.lines.size(), first) << file.path;
        EXPECT_NE(file.lines[first].find("SPDX-License-Identifier: Apache-2.0"), std::string::npos)
            << file.path;
    }
}

TEST(Shape, NoFileIsLongerThanTheLimit) {
    for (const TextFile& file : all_sources())
        EXPECT_LE(file.lines.size(), kMostLines) << file.path;
}

TEST(Shape, EveryHeaderGuardsItself) {
    for (const TextFile& file : all_sources()) {
        if (!file.path.ends_with(".hpp")) continue;
        ASSERT_GT(file.lines.size(), 1U) << file.path;
        EXPECT_EQ(file.lines[1], "#pragma once") << file.path;
    }
}

}  // namespace
}  // namespace echospec::tests
