// SPDX-License-Identifier: Apache-2.0
#include "cli/baseline_file.hpp"

#include <fmt/format.h>

#include <chrono>

#include "base/error.hpp"
#include "base/files.hpp"
#include "verdict/update_baseline.hpp"

namespace echospec::cli {

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
    auto entries = verdict::read_baseline({.path = path, .content = file.text}, catalogue);
    if (!entries) return entries.error();
    file.entries = *std::move(entries);
    return file;
}

std::string write_baseline(const BaselineFile& file, const verdict::RunResult& run,
                           const casefile::Catalogue& catalogue) {
    const verdict::BaselineUpdate update =
        verdict::update_baseline(file.text, file.entries, run, today());
    // What stands there may be a list in brackets, behind which nothing can be put.
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
