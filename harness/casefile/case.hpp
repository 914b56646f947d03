// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostics.hpp"
#include "casefile/step.hpp"

// A case: one behaviour, one YAML file, as cases/README.md describes the language. What is here is
// checked: every requirement and presumed case exists, every name used on a connection was
// opened before, every number is in range.

namespace echospec::casefile {

enum class Level { must, should, may, expected };
enum class Duty { application, stack, either };
enum class Role { server, client };
enum class Transport { tcp, udp };

std::string to_string(Level level);
std::string to_string(Duty duty);
std::string to_string(Role role);
std::string to_string(Transport transport);

// What the target must be for the case to apply. `claims` are the profile's words, such as
// replies: echo; a claim that is not named here may be anything.
struct Applies {
    Role role = Role::server;
    Transport transport = Transport::tcp;
    Family family = Family::any;
    std::map<std::string, std::string> claims;
};

// How the target is started for the case, where it is not the usual way.
enum class Stdin { null_device, closed, idle_pipe };
struct Start {
    Stdin stdin_kind = Stdin::null_device;
    bool output_read = true;                   // else nobody reads its stdout and stderr
    std::optional<uint64_t> descriptor_limit;  // RLIMIT_NOFILE
    bool delayed_acks = false;       // as the kernel's habit is; else each is sent at once
    std::optional<Payload> message;  // of a client: in COMMAND, or on its stdin
    // Settings of the case's network, by their names below net.ipv4: how often and how soon the
    // kernel's TCP tries again.
    std::map<std::string, std::string> kernel;
    bool operator==(const Start&) const = default;
};

using Parameters = std::vector<std::pair<std::string, std::string>>;

// One row of the case's matrix: its parameters put in. A case without a matrix has one variant
// without parameters.
struct Variant {
    Parameters parameters;
    Start start;
    std::vector<Step> steps;
    After after;
};

struct Case {
    std::string id;  // the path below cases/, without .yaml
    base::Position position;
    std::string title;
    std::string why;
    Level level = Level::must;
    Duty duty = Duty::application;
    int revision = 1;
    std::vector<std::string> requirements;
    std::vector<std::string> presumes;
    std::vector<std::string> legal;   // outcomes that conform, for `explain`
    std::vector<std::string> causes;  // what programs usually do wrong here
    std::vector<std::string> formerly;
    Applies applies;
    std::vector<Variant> variants;
};

}  // namespace echospec::casefile
