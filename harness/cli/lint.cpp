// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <filesystem>

#include "base/files.hpp"
#include "cli/catalogue_source.hpp"
#include "cli/commands.hpp"

namespace echospec::cli {
namespace {

using casefile::SourceFile;

base::Diagnostics unreadable(const std::string& path) {
    return {{.position = {.file = path},
             .message = "cannot be read",
             .hint = "give case files, or a folder of them",
             .source_line = {}}};
}

// A file given by itself takes its id from the part of its path below a folder named cases/.
std::string path_below_cases(const std::filesystem::path& path) {
    std::filesystem::path below;
    for (const std::filesystem::path& part : path) {
        below = part == "cases" ? std::filesystem::path() : below / part;
    }
    return path.is_absolute() && below == path ? path.filename().string() : below.string();
}

base::Result<std::vector<SourceFile>> files_of(const std::string& path) {
    if (std::filesystem::is_directory(path)) return casefile::read_folder(path);
    const auto content = base::read_file(path);
    if (!content) return unreadable(path);
    return std::vector<SourceFile>{{path_below_cases(path), *content, path}};
}

}  // namespace

// The built-in files come first, so that requirements and presumed cases are known.
int execute(const LintOptions& options) {
    std::vector<SourceFile> files = casefile::embedded_files();
    size_t given = 0;
    for (const std::string& path : options.paths) {
        const auto own = files_of(path);
        if (!own) return report_mistakes(own.error());
        files.insert(files.end(), own->begin(), own->end());
        given += own->size();
    }
    const auto catalogue = casefile::load(files);
    if (!catalogue) return report_mistakes(catalogue.error());
    fmt::print("{} file{} without a mistake\n", given, given == 1 ? "" : "s");
    return 0;
}

}  // namespace echospec::cli
