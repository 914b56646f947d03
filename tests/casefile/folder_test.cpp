// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>

#include "base/files.hpp"
#include "casefile/catalogue.hpp"

namespace echospec::casefile {
namespace {

namespace fs = std::filesystem;

class Folder : public testing::Test {
  protected:
    void SetUp() override {
        std::string pattern = testing::TempDir() + "echospec-folder-XXXXXX";
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        root_ = pattern;
    }
    void TearDown() override { fs::remove_all(root_); }

    void write(const std::string& path, const std::string& content) const {
        fs::create_directories((root_ / path).parent_path());
        base::write_file((root_ / path).string(), content);
    }
    std::string read() const {
        const auto files = read_folder(root_.string());
        return files ? "none" : base::render(files.error());
    }

    fs::path root_;
};

TEST_F(Folder, GivesItsFilesOrderedByPath) {
    write("tcp/b.yaml", "two");
    write("tcp/a.yaml", "one");
    write("README.md", "not a case");
    write("tcp/.#a.yaml", "an editor's lock");
    write(".git/x.yaml", "hidden");
    const auto files = read_folder(root_.string() + "/").value();
    ASSERT_EQ(files.size(), 2u);
    EXPECT_EQ(files[0].path, "tcp/a.yaml");
    EXPECT_EQ(files[0].content, "one");
    EXPECT_EQ(fs::path(files[0].shown), root_ / "tcp/a.yaml");
    EXPECT_EQ(files[1].path, "tcp/b.yaml");
}

TEST_F(Folder, EmptyOneHoldsNoFile) {
    EXPECT_TRUE(read_folder(root_.string()).value().empty());
}

TEST_F(Folder, ThatIsNotThere) {
    const auto files = read_folder("/no/such/folder");
    ASSERT_FALSE(files.has_value());
    EXPECT_EQ(base::render(files.error()),
              "/no/such/folder: error: the folder cannot be read: No such file or directory\n");
}

TEST_F(Folder, OtherEndingIsNotPassedOver) {
    write("a.yml", "");
    EXPECT_EQ(read(), (root_ / "a.yml").string() +
                          ": error: this file would not be read\n"
                          "  hint: the ending is .yaml, not .yml\n");
}

TEST_F(Folder, BrokenLinkIsReported) {
    fs::create_symlink("nowhere", root_ / "a.yaml");
    EXPECT_EQ(read(), (root_ / "a.yaml").string() +
                          ": error: the file cannot be read: No such file or directory\n");
}

}  // namespace
}  // namespace echospec::casefile
