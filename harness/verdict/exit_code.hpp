// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verdict/result.hpp"

// What a finished run tells the shell. Pure.
//
//     0 conforms · 1 deviates · 3 could not test, or verified too little · 4 only inconclusive ones
//     left · 128+N ended by signal N   (2, a mistake in what a person wrote, ends before any run)

namespace echospec::verdict {

struct Exit {
    int code = 0;
    std::string reason;  // "2 cases failed"
};

// What gates is in the results already (verdict/gating.hpp). `signal` interrupted the run;
// `trouble` is why it could not go on, empty if it could.
Exit decide_exit(const std::vector<CaseResult>& cases, const Gate& gate, std::optional<int> signal,
                 const std::string& trouble);

// Of two runs' codes the one that decides: a signal, then 2, 3, 1, 4, 0.
int worse_exit(int a, int b);

}  // namespace echospec::verdict
