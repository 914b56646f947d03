// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "casefile/step.hpp"
#include "engine/stage.hpp"
#include "verdict/judge.hpp"
#include "verdict/result.hpp"

// Runs the steps of a case on a stage, one after another, until one does not hold.

namespace echospec::engine {

// How one step went.
struct StepEnd {
    std::string seen;    // what was observed, if it held
    std::string waited;  // what ended the wait; empty without one
    std::optional<verdict::Finding> finding;
    bool starved = false;    // the machine kept it from being decided
    bool too_slow = false;   // nothing wrong so far, but the case's time was over before the end
    std::string obstacle{};  // why this could not be shown at all; `finding` says what is missing
};

struct Script {
    Stage& stage;
    const std::vector<Listener>& listeners;  // as they were at discovery
    uint64_t seed;                           // of this case
    casefile::Transport transport;
};

struct ScriptEnd {
    std::vector<verdict::StepRecord> records;  // of every step, those not reached too
    std::optional<verdict::Finding> finding;
    std::optional<size_t> failed;  // its index in records
    bool starved = false;
    bool too_slow = false;
    std::string obstacle;
};

ScriptEnd run_script(const Script& script, const std::vector<casefile::Step>& steps);

}  // namespace echospec::engine
