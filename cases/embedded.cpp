// SPDX-License-Identifier: Apache-2.0
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "casefile/catalogue.hpp"

// Generated from the files of this folder.
namespace echospec::embedded {
std::span<const std::pair<std::string_view, std::string_view>> cases();
}

namespace echospec::casefile {
namespace {

std::vector<SourceFile> copy_files() {
    std::vector<SourceFile> files;
    for (const auto& [path, content] : embedded::cases()) {
        files.push_back({std::string(path), std::string(content), "cases/" + std::string(path)});
    }
    return files;
}

}  // namespace

const std::vector<SourceFile>& embedded_files() {
    static const std::vector<SourceFile> kFiles = copy_files();
    return kFiles;
}

}  // namespace echospec::casefile
