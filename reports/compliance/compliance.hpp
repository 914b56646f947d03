// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "casefile/catalogue.hpp"
#include "verdict/result.hpp"

// The statement of conformance as files. The YAML is meant to be committed beside the program that
// it speaks of: it holds no times and no machine, so it changes only where the program does.
//
//     echospec: "0.1.0"
//     target: {command: "./server {port}", role: server, transports: [tcp], profile: echo}
//     summary: {conforms: 51, deviates: 1, not-observed: 3, not-applicable: 105}
//     requirements:
//       TCP-HALF-1: {level: must, outcome: deviates, reason: "FIN after 4 KiB of 64 KiB"}

namespace echospec::reports::compliance {

std::string render_markdown(const verdict::RunResult& run, const casefile::Catalogue& catalogue);

std::string render_yaml(const verdict::RunResult& run, const casefile::Catalogue& catalogue);

}  // namespace echospec::reports::compliance
