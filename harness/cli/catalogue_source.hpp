// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "casefile/catalogue.hpp"

namespace echospec::cli {

// The built-in cases with those of the folders added or put in their place.
base::Result<casefile::Catalogue> load_catalogue(const std::vector<std::string>& folders);

void add_mistakes(base::Diagnostics& mistakes, const base::Diagnostics& more);

// Prints the mistakes and the last line of exit 2 to stderr; returns 2.
int report_mistakes(const base::Diagnostics& mistakes);

}  // namespace echospec::cli
