// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "casefile/catalogue.hpp"

// A small catalogue as files, for tests that need one: two requirements, the profile `echo` and its
// sanity case, to which a test adds what it is about.

namespace echospec::tests {

// requirements/tcp.yaml, profiles/echo.yaml and tcp/server/exchange/sanity.yaml.
std::vector<casefile::SourceFile> small_catalogue();

// The text of a case with a good head and these lines behind it.
std::string case_text(const std::string& rest);

// The small catalogue and this file.
std::vector<casefile::SourceFile> small_catalogue_with(const std::string& path,
                                                       const std::string& content);

// Loads the small catalogue and a case `tcp/server/group/it` of these lines behind a good head; a
// case that does not load fails the test and ends it.
casefile::Case load_case(const std::string& rest);

}  // namespace echospec::tests
