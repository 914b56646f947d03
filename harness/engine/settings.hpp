// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/address.hpp"
#include "base/duration.hpp"
#include "casefile/case.hpp"
#include "casefile/display.hpp"
#include "casefile/own_stack.hpp"
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
    // With {host} and {port} replaced, not {message}; [0] as the user wrote it.
    std::vector<std::string> command;
    std::string program;                             // the path of the file that [0] means
    std::string directory;                           // where it runs; empty: where echospec does
    std::map<std::string, std::string> environment;  // variables beside the inherited ones
    std::optional<base::Endpoint> connect;  // a server that runs already, in place of a command
    std::string described_in;  // the target file that all this comes from; empty: the command line
    std::optional<casefile::Role> role;
    std::optional<casefile::Transport> transport;
    std::vector<casefile::Transport> found;  // what the target opens; empty before discovery
    std::optional<uint16_t> port;      // the one to ask the target on, if it is known beforehand
    std::optional<uint16_t> udp_port;  // where UDP has another one
    std::optional<casefile::OwnStack> own_stack;   // the target does without the kernel's TCP
    std::optional<casefile::Signal> close_signal;  // has it close its connections and serve on
    casefile::Display shows;                       // how it prints what it has received
    std::optional<std::string> own_message;        // what a client says, whatever it is given
    std::string profile = "echo";
    std::map<std::string, std::string> claims;  // in place of the profile's

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

inline std::optional<uint16_t> port_of(const Settings& settings, casefile::Transport transport) {
    const bool other = transport == casefile::Transport::udp && settings.udp_port;
    return other ? settings.udp_port : settings.port;
}

}  // namespace echospec::engine
