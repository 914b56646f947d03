// SPDX-License-Identifier: Apache-2.0
#include "cli/baseline_file.hpp"

#include <fmt/format.h>

#include <chrono>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "verdict/update_baseline.hpp"

namespace echospec::cli {
namespace {

// Where a list `[…]` begins; 0 if the entries stand on lines of their own.
int line_of_brackets(const std::string& text) {
    const std::vector<std::string> lines = base::split(text, '\n');
    for (size_t i = 0; i < lines.size(); ++i) {
        const size_t first = lines[i].find_first_not_of(" \t\r");
        if (first == std::string::npos || lines[i][first] == '#') continue;
        if (lines[i].starts_with("---") || lines[i].starts_with("%")) continue;
        return lines[i][first] == '[' ? static_cast<int>(i) + 1 : 0;
    }
    return 0;
}

}  // namespace

std::string today() {
    const auto day = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    const std::chrono::year_month_day date(day);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

base::Result<verdict::Baseline> load_baseline(const std::string& path,
                                              const casefile::Catalogue& catalogue) {
    if (path.empty()) return verdict::Baseline{};
    const auto text = base::read_file(path);
    if (!text) {
        return base::Diagnostics{{.position = {.file = path},
                                  .message = "this baseline cannot be read",
                                  .hint = "`--write-baseline FILE` makes one from a run",
                                  .source_line = {}}};
    }
    return verdict::read_baseline({.path = path, .content = *text}, catalogue);
}

base::Result<BaselineFile> open_baseline(const std::string& path,
                                         const casefile::Catalogue& catalogue) {
    BaselineFile file{path, base::read_file(path).value_or(""), {}};
    if (const int line = line_of_brackets(file.text); line > 0) {
        return base::Diagnostics{{.position = {.file = path, .line = line, .column = 1},
                                  .message = "nothing can be put behind a list in brackets",
                                  .hint = "write it as lines `- case: …`, or take the brackets out",
                                  .source_line = {}}};
    }
    auto entries = verdict::read_baseline({.path = path, .content = file.text}, catalogue);
    if (!entries) return entries.error();
    file.entries = *std::move(entries);
    return file;
}

std::string write_baseline(const BaselineFile& file, const verdict::RunResult& run,
                           const casefile::Catalogue& catalogue) {
    const verdict::BaselineUpdate update =
        verdict::update_baseline(file.text, file.entries, run, today());
    const auto again =
        verdict::read_baseline({.path = file.path, .content = update.text}, catalogue);
    if (!again || again->size() != file.entries.size() + update.added) {
        throw base::HarnessError(
            fmt::format("add to {}: its entries must be a list of lines `- "
                        "case: …`; the file is as it was",
                        file.path));
    }
    base::write_file(file.path, update.text);
    std::string told =
        fmt::format("{}: {} new, {} kept{}\n", file.path, update.added, file.entries.size(),
                    update.added > 0 ? "; write the reasons of the new ones into it" : "");
    for (const std::string& stale : update.stale)
        told += fmt::format("  look at {}\n", stale);
    return told;
}

}  // namespace echospec::cli
