// SPDX-License-Identifier: Apache-2.0
#include "base/files.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "base/error.hpp"

namespace echospec::base {
namespace {

namespace fs = std::filesystem;

class Files : public testing::Test {
  protected:
    void SetUp() override {
        std::string pattern = testing::TempDir() + "echospec-files-XXXXXX";
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
    }
    void TearDown() override { fs::remove_all(folder_); }

    std::string path(const std::string& name) const { return (folder_ / name).string(); }

    fs::path folder_;
};

TEST_F(Files, ComeBackByteForByte) {
    std::string content;
    for (int i = 0; i < 200'000; ++i)
        content.push_back(static_cast<char>(i));
    write_file(path("a"), content);
    EXPECT_EQ(read_file(path("a")), content);
}

TEST_F(Files, AreReplacedWhole) {
    write_file(path("a"), "a long first content");
    write_file(path("a"), "short");
    EXPECT_EQ(read_file(path("a")), "short");
    EXPECT_FALSE(fs::exists(path("a.part")));
}

TEST_F(Files, ThatAreNotThereAreNothing) {
    EXPECT_EQ(read_file(path("nowhere")), std::nullopt);
    EXPECT_EQ(read_file(folder_.string()), std::nullopt) << "a folder";
}

TEST_F(Files, ThatCannotBeWrittenAreErrorsWithAReason) {
    try {
        write_file(path("no/such/folder"), "x");
        FAIL() << "nothing was thrown";
    } catch (const HarnessError& error) {
        EXPECT_NE(std::string(error.what()).find("No such file or directory"), std::string::npos);
    }
}

TEST_F(Files, LeaveDevicesInPlace) {
    write_file("/dev/null", "x");
    EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

}  // namespace
}  // namespace echospec::base
