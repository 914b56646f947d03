// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "wire/frame.hpp"
#include "wire/judgement.hpp"

// The sum of a graded capture, and the exit code that follows from it.

namespace echospec::wire {

struct Tally {
    std::map<Outcome, uint64_t> connections;
    std::map<Why, uint64_t> undecoded;
    uint64_t frames = 0;
    uint64_t segments = 0;
    uint64_t datagrams = 0;
    uint64_t icmp_errors = 0;
    bool cut_short = false;  // the file's last record is not whole
};

struct Ending {
    int code = 0;
    std::string reason;
};

void count(Tally& tally, const Frame& frame);
void count(Tally& tally, Outcome outcome);

// 3 there is no TCP connection at all, 1 an end broke a rule, 4 not one connection could be judged
// whole, 0 otherwise: those that the capture does not show whole are said, and change nothing.
Ending ending_of(const Tally& tally);

// "12 connections: 10 orderly, 2 incomplete"
std::string describe_connections(const Tally& tally);
// "40 frames were not read: 38 of other protocols, 2 fragments"; empty if all were.
std::string describe_undecoded(const Tally& tally);

}  // namespace echospec::wire
