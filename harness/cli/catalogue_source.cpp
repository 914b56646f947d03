// SPDX-License-Identifier: Apache-2.0
#include "cli/catalogue_source.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace echospec::cli {

base::Result<casefile::Catalogue> load_catalogue(const std::vector<std::string>& folders) {
    std::vector<casefile::SourceFile> files = casefile::embedded_files();
    for (const std::string& folder : folders) {
        auto own = casefile::read_folder(folder);
        if (!own) return own.error();
        files.insert(files.end(), own->begin(), own->end());
    }
    return casefile::load(files);
}

void add_mistakes(base::Diagnostics& mistakes, const base::Diagnostics& more) {
    mistakes.insert(mistakes.end(), more.begin(), more.end());
}

int report_mistakes(const base::Diagnostics& mistakes) {
    fmt::print(stderr, "{}exit 2: {} mistake{} in what was written\n", base::render(mistakes),
               mistakes.size(), mistakes.size() == 1 ? "" : "s");
    return 2;
}

}  // namespace echospec::cli
