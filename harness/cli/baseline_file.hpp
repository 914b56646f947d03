// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/diagnostics.hpp"
#include "casefile/catalogue.hpp"
#include "verdict/baseline.hpp"
#include "verdict/result.hpp"

// Files of known deviations (verdict/baseline.hpp).

namespace echospec::cli {

// UTC, "2026-11-23": what `expires` is compared with.
std::string today();

// No path, no deviations.
base::Result<verdict::Baseline> load_baseline(const std::string& path,
                                              const casefile::Catalogue& catalogue);

// What --write-baseline will add to: read before the run, so that a mistake in it costs no run. A
// file that is not there is an empty one; without a path nothing is read or written.
struct BaselineFile {
    std::string path;
    std::string text;
    verdict::Baseline entries;
};

base::Result<BaselineFile> open_baseline(const std::string& path,
                                         const casefile::Catalogue& catalogue);

// Puts the deviations of the run that it does not speak of behind what it holds. Returns what was
// done, and what a person should look at, a line each.
std::string write_baseline(const BaselineFile& file, const verdict::RunResult& run,
                           const casefile::Catalogue& catalogue);

}  // namespace echospec::cli
