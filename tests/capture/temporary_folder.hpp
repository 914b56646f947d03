// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>

#include "base/error.hpp"

namespace echospec::capture::test {

// A folder of its own for a test, removed with all that is in it.
class TemporaryFolder {
  public:
    TemporaryFolder() : path_(testing::TempDir() + "echospec-XXXXXX") {
        if (::mkdtemp(path_.data()) == nullptr) base::throw_errno("make a folder", errno);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    std::string file(const std::string& name) const { return path_ + "/" + name; }

  private:
    std::string path_;
};

}  // namespace echospec::capture::test
