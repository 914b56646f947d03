// SPDX-License-Identifier: Apache-2.0
#include "wire/tally.hpp"

#include <fmt/format.h>

#include <numeric>
#include <vector>

#include "base/text.hpp"

namespace echospec::wire {
namespace {

template <class Key>
uint64_t total(const std::map<Key, uint64_t>& counts) {
    return std::accumulate(counts.begin(), counts.end(), uint64_t{0},
                           [](uint64_t sum, const auto& entry) { return sum + entry.second; });
}

template <class Key>
uint64_t count_of(const std::map<Key, uint64_t>& counts, Key key) {
    const auto found = counts.find(key);
    return found == counts.end() ? 0 : found->second;
}

std::string_view plural(Why why) {
    switch (why) {
        case Why::not_ip:
            return "not IP";
        case Why::other_protocol:
            return "of other protocols";
        case Why::fragment:
            return "fragments";
        case Why::truncated:
            return "cut within a header";
        case Why::malformed:
            return "malformed";
    }
    return "";
}

std::string number_of_connections(uint64_t count) {
    return fmt::format("{} connection{}", count, count == 1 ? "" : "s");
}

}  // namespace

void count(Tally& tally, const Frame& frame) {
    ++tally.frames;
    if (std::holds_alternative<Segment>(frame)) ++tally.segments;
    if (std::holds_alternative<Datagram>(frame)) ++tally.datagrams;
    if (std::holds_alternative<IcmpError>(frame)) ++tally.icmp_errors;
    if (const auto* undecoded = std::get_if<Undecoded>(&frame)) ++tally.undecoded[undecoded->why];
}

void count(Tally& tally, Outcome outcome) {
    ++tally.connections[outcome];
}

Ending ending_of(const Tally& tally) {
    const uint64_t all = total(tally.connections);
    const uint64_t illegal = count_of(tally.connections, Outcome::illegal);
    const uint64_t incomplete = count_of(tally.connections, Outcome::incomplete);
    if (all == 0) return {3, "nothing was verified: the capture holds no TCP connection"};
    if (illegal > 0) {
        return {1, fmt::format("{} broke a rule of TCP", number_of_connections(illegal))};
    }
    if (incomplete == all) return {4, "inconclusive: the capture shows no connection whole"};
    if (incomplete == 0) return {0, "every connection conforms"};
    return {0, fmt::format("every connection that the capture shows whole conforms; {} it does not",
                           incomplete)};
}

std::string describe_connections(const Tally& tally) {
    std::vector<std::string> parts;
    for (const auto& [outcome, number] : tally.connections) {
        parts.push_back(fmt::format("{} {}", number, to_string(outcome)));
    }
    const std::string head = number_of_connections(total(tally.connections));
    return parts.empty() ? head : head + ": " + base::join(parts, ", ");
}

std::string describe_undecoded(const Tally& tally) {
    std::vector<std::string> parts;
    for (const auto& [why, number] : tally.undecoded) {
        parts.push_back(fmt::format("{} {}", number, plural(why)));
    }
    if (parts.empty()) return "";
    const uint64_t all = total(tally.undecoded);
    return fmt::format("{} frame{} not looked into: {}", all, all == 1 ? " was" : "s were",
                       base::join(parts, ", "));
}

}  // namespace echospec::wire
