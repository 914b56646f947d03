// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "verdict/result.hpp"

// What people read of one case, as plain text, for the formats that hold plain text: JUnit, TAP and
// annotations. The case must be clean (reports/shared/clean.hpp).

namespace echospec::reports {

// One line that is never empty: why this verdict, and what the baseline says of it.
std::string headline(const verdict::CaseResult& result);

// The headline, then all that helps to mend it:
//
//     RST instead of FIN
//     cases/tcp/server/half-close/drains.yaml:12:5
//
//     Rule: What arrived before the client's FIN is echoed before the server's FIN
//       RFC 9293 §3.6: “…”
//     Expected: FIN
//     Observed: RST
//     …
std::string explanation(const verdict::CaseResult& result);

// "  3. done         1.2 ms  receive the whole echo: 64 KiB came back (settled)", a line a step.
std::string timeline(const verdict::CaseResult& result);

}  // namespace echospec::reports
