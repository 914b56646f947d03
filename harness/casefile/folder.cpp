// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "base/files.hpp"
#include "casefile/catalogue.hpp"

namespace echospec::casefile {
namespace {

namespace fs = std::filesystem;

base::Diagnostic whole_file(const fs::path& path, std::string message, std::string hint) {
    return {{path.string(), 0, 0}, std::move(message), std::move(hint), {}, 1};
}

struct Found {
    std::vector<fs::path> paths;
    base::Diagnostics mistakes;
};

Found find_files(const fs::path& folder) {
    Found found;
    std::error_code error;
    fs::recursive_directory_iterator entry(folder, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        const fs::path& path = entry->path();
        std::error_code unknown;
        const bool is_folder = entry->is_directory(unknown);
        if (path.filename().string().starts_with('.')) {
            if (is_folder) entry.disable_recursion_pending();
        } else if (!is_folder && path.extension() == ".yaml") {
            found.paths.push_back(path);
        } else if (!is_folder && path.extension() == ".yml") {
            // It would be left out unseen.
            found.mistakes.push_back(
                whole_file(path, "this file would not be read", "the ending is .yaml, not .yml"));
        }
    }
    if (error) {
        found.mistakes.push_back(
            whole_file(folder, "the folder cannot be read: " + error.message(), ""));
    }
    std::sort(found.paths.begin(), found.paths.end());
    return found;
}

}  // namespace

base::Result<std::vector<SourceFile>> read_folder(const std::string& folder) {
    Found found = find_files(folder);
    std::vector<SourceFile> files;
    for (const fs::path& path : found.paths) {
        std::optional<std::string> content = base::read_file(path.string());
        if (!content) {
            const std::string reason = std::generic_category().message(errno);
            found.mistakes.push_back(whole_file(path, "the file cannot be read: " + reason, ""));
            continue;
        }
        files.push_back(
            {path.lexically_relative(folder).string(), std::move(*content), path.string()});
    }
    if (!found.mistakes.empty()) return found.mistakes;
    return files;
}

}  // namespace echospec::casefile
