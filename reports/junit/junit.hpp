// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "verdict/result.hpp"

// JUnit XML, in the dialect that its reader parses. There is no standard; what each reader takes
// was read from its source, and README.md beside this has the table. Always: one flat level of
// suites, one for each folder of cases; names unique in the file; counts recomputed from what was
// written; a failure's finding both as message and as text, since each reader shows but one.
//
//     pass, warn → plain (a warning says so in system-out)    fail → <failure>
//     skip, not-run → <skipped>                               inconclusive, error → <error>

namespace echospec::reports::junit {

enum class Dialect {
    rich,     // everything, also what only some readers know: file and line, properties of a case
    strict,   // valid by the public schemas of windyroad and of Jenkins' xUnit plugin
    jenkins,  // valid by the latter, with the output of each case
    gitlab,   // one attachment a case, the first
    github,   // short texts: a check holds 64 KiB
    azure,    // attachments, no properties
};

// By its name on the command line: "rich".
std::optional<Dialect> parse_dialect(std::string_view name);

std::string render(const verdict::RunResult& run, Dialect dialect);

}  // namespace echospec::reports::junit
