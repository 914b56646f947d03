// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "verdict/compare.hpp"

// What became of each case between two runs, regressions first:
//
//     worse
//       tcp/server/close/promptly: pass → fail: FIN only after 4 seconds
//     better
//       tcp/server/exchange/echoes-one-byte: fail → pass
//
//     exit 1: 1 regression

namespace echospec::reports::compare {

std::string render_text(const verdict::Comparison& comparison);

// For a pull request; bounded in size.
std::string render_markdown(const verdict::Comparison& comparison);

// {"differences":[{"change":"worse","case":"…","before":"pass","after":"fail","reason":"…",
//  "gates":true}],"same":70,"compared":71,"notes":[…],"exit":1,"exit_reason":"1 regression"}
std::string render_json(const verdict::Comparison& comparison);

}  // namespace echospec::reports::compare
