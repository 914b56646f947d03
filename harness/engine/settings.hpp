// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/duration.hpp"
#include "casefile/case.hpp"
#include "sandbox/isolation.hpp"

// How a run was asked for: the command line, checked. Nothing changes it once the run has begun.

namespace echospec::engine {

struct Shard {
    unsigned index = 1;  // 1-based
    unsigned total = 1;
};

// Of which cases the captures are kept.
enum class Keep { findings, all };

struct Settings {
    std::vector<std::string> command;  // with {host} and {port} replaced; [0] as the user wrote it
    std::string program;               // the path of the file that [0] means
    std::optional<casefile::Role> role;
    std::optional<casefile::Transport> transport;
    std::optional<uint16_t> port;  // the one to ask the target on, if it is known beforehand
    std::string profile = "echo";

    std::vector<std::string> only;
    std::vector<std::string> skip;
    std::optional<casefile::Level> level;
    Shard shard;

    unsigned jobs = 1;
    unsigned repeat = 1;     // how often each case is run
    bool fail_fast = false;  // no new case is begun after the first that gates
    uint64_t seed = 1;
    base::Duration patience = std::chrono::seconds(5);
    base::Duration start_limit = std::chrono::seconds(15);
    base::Duration case_limit = std::chrono::seconds(30);
    sandbox::Isolation isolation = sandbox::Isolation::sandbox;

    std::string artifacts;  // the folder that captures are written to; empty: none are
    Keep keep = Keep::findings;
};

}  // namespace echospec::engine
