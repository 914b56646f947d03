// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "casefile/catalogue.hpp"

namespace echospec::casefile {
namespace {

TEST(EmbeddedFiles, AreThoseOfTheFolder) {
    const auto folder = read_folder(std::string(ECHOSPEC_SOURCE_DIR) + "/cases");
    ASSERT_TRUE(folder.has_value()) << base::render(folder.error());
    ASSERT_EQ(embedded_files().size(), folder->size());
    for (const SourceFile& file : *folder) {
        const auto same = [&](const SourceFile& other) { return other.path == file.path; };
        const auto embedded = std::find_if(embedded_files().begin(), embedded_files().end(), same);
        ASSERT_NE(embedded, embedded_files().end()) << file.path;
        EXPECT_EQ(embedded->content, file.content) << file.path;
        EXPECT_EQ(embedded->shown, "cases/" + file.path);
    }
}

TEST(EmbeddedFiles, LoadWithoutAMistake) {
    const auto loaded = load(embedded_files());
    EXPECT_TRUE(loaded.has_value()) << base::render(loaded.error());
}

}  // namespace
}  // namespace echospec::casefile
