// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/App.hpp>
#include <functional>
#include <string>
#include <vector>

#include "casefile/catalogue.hpp"
#include "cli/options.hpp"
#include "verdict/result.hpp"

// The reports that `run` and `report` write: their options, and the writing.

namespace echospec::cli {

void declare_outputs(CLI::App& command, Outputs& outputs);

// Each place that is a file's name, or may be.
void for_each_file(Outputs& outputs, const std::function<void(std::string&)>& visit);

bool writes_to_stdout(const Outputs& outputs);

// Writes each report that was asked for; in a GitHub workflow, also the summary of the step, and,
// unless --annotations says where they go, annotations to the console.
void write_outputs(const Outputs& outputs, const verdict::RunResult& result,
                   const casefile::Catalogue& catalogue);

// One page of several targets, if it was asked for.
void write_page(const std::string& path, std::vector<verdict::RunResult> results,
                const casefile::Catalogue& catalogue);

}  // namespace echospec::cli
