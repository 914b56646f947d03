// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostics.hpp"
#include "verdict/result.hpp"

// Results as JSON texts, and back, with nothing lost. One case is a single line without line feeds:
// workers hand it to their parent over a pipe. A whole run is the results file, whose shape
// reports/json/results.schema.json gives:
//
//     {"echospec":"0.1.0","seed":1,…,"summary":{"pass":1,…},"cases":[{…}],
//      "footer":{"counts":{…},"digest":"sha256:…","exit":0,"exit_reason":"…"}}
//
// The footer comes last and its digest is over all before it, so a file that was cut off or edited
// cannot be taken for a whole one. The digest is SHA-256 of the text before `,"footer":` and `}`:
// formatting the file anew does not break it where that is so of the same document in one line.

namespace echospec::verdict {

std::string encode(const CaseResult& result);

// Throws HarnessError if the text is not what encode() wrote: the other end of the pipe is broken.
CaseResult decode_case(std::string_view text);

std::string encode(const RunResult& run);

// The footer alone, as the results file of this run has it.
std::string encode_footer(const RunResult& run);

// Reads a results file; `file` is its name in the diagnostics. Refused are: what is no JSON, was
// cut off, does not match its footer, lacks a key, or was written by a version that this one cannot
// read.
base::Result<RunResult> decode_run(const std::string& file, std::string_view text);

}  // namespace echospec::verdict
