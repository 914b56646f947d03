// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "casefile/target_file.hpp"
#include "cli/options.hpp"

namespace echospec::cli {

// The options of one target of a file: what the command line says counts before what the file says.
// With several targets each writes files of its own: results.json becomes results.NAME.json; but
// none a page, which is one for all. Throws CLI::ValidationError where its command cannot be run.
RunOptions options_for(const casefile::TargetDescription& target, const RunOptions& asked,
                       bool is_one_of_several);

}  // namespace echospec::cli
