// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/stage.hpp"
#include "verdict/judge_evidence.hpp"
#include "verdict/result.hpp"

// What the wire and the kernel's table show of a case, beside what the tester's sockets saw.

namespace echospec::engine {

// One connection of the case in the capture.
struct SeenConnection {
    std::string name;
    wire::Side tester = wire::Side::client;
    wire::Conversation conversation;
};

struct Evidence {
    bool captured = false;                    // else there is none: outside the sandbox
    uint64_t lost = 0;                        // packets that the capture missed
    std::vector<SeenConnection> connections;  // in the order of their first segments
};

// Takes over what was captured so far, and folds it.
Evidence gather_evidence(Stage& stage);

// What decided against a case, if anything did; and whether the capture allows a verdict at all.
struct WireJudgement {
    std::optional<verdict::Finding> finding;
    base::Position position;  // of the expectation that decided
    std::string undecided;    // why there is no verdict; empty if there is one
};
WireJudgement judge_wire(const std::vector<casefile::WireWanted>& all, const Stage& stage,
                         const Evidence& evidence);

// Puts conversations, segments and sockets into the result: of many connections the last active
// ones.
void record_evidence(verdict::CaseResult& result, Stage& stage, const Evidence& evidence);

}  // namespace echospec::engine
