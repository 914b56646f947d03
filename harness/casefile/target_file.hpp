// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/duration.hpp"
#include "casefile/catalogue.hpp"
#include "casefile/display.hpp"
#include "casefile/own_stack.hpp"
#include "casefile/signal.hpp"

// What is to be tested, written down: `echospec run --target FILE`. A file describes one target, or
// several under `targets`.
//
//     targets:
//       - name: tutorial
//         command: [python3, server.py]
//         profile: one-shot
//       - name: mine
//         command: [./server, --port, "{port}"]
//         directory: ../build
//         set-up: [make, -s, server]
//         claims: {serves: once}

namespace echospec::casefile {

struct TargetDescription {
    base::Position position;
    std::string name;
    std::vector<std::string> command;  // with {host}, {port} and {message} as they stand
    std::optional<Role> role;
    std::optional<Transport> transport;
    std::optional<uint16_t> port;
    std::optional<OwnStack> own_stack;
    std::optional<Signal> close_signal;  // has it close its connections and serve on
    std::optional<std::string> profile;
    std::map<std::string, std::string> claims;       // in place of the profile's
    std::map<std::string, std::string> environment;  // beside what is inherited
    std::string directory;            // where its commands run: the file's own folder unless given
    std::vector<std::string> set_up;  // run once before its cases
    std::vector<std::string> tear_down;  // run once after them, whatever happened
    std::optional<base::Duration> start_limit;
    std::optional<base::Duration> patience;
    Display shows;         // of a client, or whatever else prints what it received
    std::string baseline;  // its known deviations; empty if there are none
};

// All mistakes, with their places. Claims are checked against the words that the catalogue knows.
base::Result<std::vector<TargetDescription>> read_targets(const SourceFile& file,
                                                          const Catalogue& catalogue);

// The same of a file on disk.
base::Result<std::vector<TargetDescription>> load_targets(const std::string& path,
                                                          const Catalogue& catalogue);

}  // namespace echospec::casefile
