// SPDX-License-Identifier: Apache-2.0
#include "tests/layers/source_tree.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <stdexcept>

#include "base/files.hpp"
#include "base/text.hpp"

namespace echospec::tests {
namespace {

namespace fs = std::filesystem;

bool is_source(const fs::path& path) {
    static constexpr std::array kEndings{".cpp", ".hpp", ".h",  ".cmake", ".sh", ".py",
                                         ".pl",  ".go",  ".js", ".mjs",   ".css"};
    return path.filename() == "CMakeLists.txt" ||
           std::find(kEndings.begin(), kEndings.end(), path.extension()) != kEndings.end();
}

TextFile read(const fs::path& root, const fs::path& path) {
    const auto content = base::read_file(path.string());
    if (!content) throw std::runtime_error("cannot read " + path.string());
    TextFile file{fs::relative(path, root).string(), base::split(*content, '\n')};
    if (file.lines.back().empty()) file.lines.pop_back();
    return file;
}

}  // namespace

std::vector<TextFile> source_files(const std::vector<std::string>& folders) {
    const fs::path root = ECHOSPEC_SOURCE_DIR;
    std::vector<TextFile> files;
    for (const std::string& folder : folders) {
        for (auto entry = fs::recursive_directory_iterator(root / folder);
             entry != fs::recursive_directory_iterator(); ++entry) {
            // What npm has installed for the tests is not ours.
            if (entry->path().filename() == "node_modules") entry.disable_recursion_pending();
            if (entry->is_regular_file() && is_source(entry->path()))
                files.push_back(read(root, entry->path()));
        }
    }
    std::sort(files.begin(), files.end(),
              [](const TextFile& a, const TextFile& b) { return a.path < b.path; });
    return files;
}

std::vector<Include> includes_of(const TextFile& file) {
    static constexpr std::string_view kDirective = "#include ";
    std::vector<Include> includes;
    for (size_t i = 0; i < file.lines.size(); ++i) {
        const std::string& line = file.lines[i];
        if (!line.starts_with(kDirective) || line.size() < kDirective.size() + 3) continue;
        const bool angled = line[kDirective.size()] == '<';
        const size_t start = kDirective.size() + 1;
        const size_t end = line.find(angled ? '>' : '"', start);
        includes.push_back({static_cast<int>(i) + 1, line.substr(start, end - start), angled});
    }
    return includes;
}

std::string layer_of_path(std::string_view path) {
    if (path.starts_with("harness/")) path.remove_prefix(std::string_view("harness/").size());
    return std::string(path.substr(0, path.find('/')));
}

std::string layer_of_header(std::string_view header) {
    const size_t slash = header.find('/');
    return slash == std::string_view::npos ? "" : std::string(header.substr(0, slash));
}

}  // namespace echospec::tests
