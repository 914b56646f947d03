// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostics.hpp"
#include "verdict/result.hpp"

// Results as JSON lines, written while the run goes on. Whatever ends echospec in the middle, what
// was found so far is there, and the missing footer tells that it is not all:
//
//     {"run":{"echospec":"0.1.0",…}}          as it began
//     {"planned":{"id":"…","verdict":"not-run",…}}   one line a planned case
//     {"case":{"id":"…","verdict":"pass",…}}         as each is decided, in the order of that
//     {"run":{…},"footer":{…}}                as it ended; the footer is that of the results file

namespace echospec::verdict {

// The lines that come before the first result. The cases of the run are those planned.
std::string opening_lines(const RunResult& planned);

std::string case_line(const CaseResult& result);

// The cases that did not run, each with the reason, and the last line. Of all others a line must
// have been written.
std::string closing_lines(const RunResult& run);

// All lines of a run that is over.
std::string encode_lines(const RunResult& run);

bool is_json_lines(std::string_view text);

// Of a file without its footer the cases without result are not-run, and the run is one that broke
// off: interrupted, with exit 3. A last line that was cut off is passed over.
base::Result<RunResult> decode_lines(const std::string& file, std::string_view text);

}  // namespace echospec::verdict
