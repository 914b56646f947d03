// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/error.hpp"
#include "base/files.hpp"
#include "casefile/prepared.hpp"
#include "casefile/yaml.hpp"

// Run by the build: echospec_prepare_cases FOLDER OUTPUT parses every file of the folder and writes
// them one behind the other: path, content and tree, each as "<size> <bytes>". A file that is no
// YAML ends the build with its mistake.

namespace echospec::casefile {
namespace {

std::string sized(const std::string& text) {
    return std::to_string(text.size()) + " " + text;
}

int prepare(const std::string& folder, const std::string& output) {
    const auto files = read_folder(folder);
    base::Diagnostics mistakes = files ? base::Diagnostics{} : files.error();
    std::string prepared;
    for (const SourceFile& file : files ? *files : std::vector<SourceFile>{}) {
        Mistakes found(file);
        const std::optional<Node> root = parse_yaml(file, found);
        for (base::Diagnostic& mistake : found.sorted())
            mistakes.push_back(std::move(mistake));
        if (!root) continue;
        prepared += sized(file.path) + sized(file.content) + sized(write_prepared(*root));
    }
    std::fputs(base::render(mistakes).c_str(), stderr);
    if (!mistakes.empty()) return EXIT_FAILURE;
    base::write_file(output, prepared);
    return EXIT_SUCCESS;
}

}  // namespace
}  // namespace echospec::casefile

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fputs("usage: echospec_prepare_cases FOLDER OUTPUT\n", stderr);
        return EXIT_FAILURE;
    }
    try {
        return echospec::casefile::prepare(argv[1], argv[2]);
    } catch (const echospec::base::HarnessError& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return EXIT_FAILURE;
    }
}
