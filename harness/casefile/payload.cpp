// SPDX-License-Identifier: Apache-2.0
#include "casefile/payload.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace echospec::casefile {
namespace {

// splitmix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014): one
// addition and two multiplications for eight bytes.
uint64_t next_random(uint64_t& state) {
    state += 0x9E3779B97F4A7C15;
    uint64_t mixed = state;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
    return mixed ^ (mixed >> 31);
}

// Least significant byte first, whatever the machine's own order is.
void store(uint64_t word, char* at) {
    for (int byte = 0; byte < 8; ++byte)
        at[byte] = static_cast<char>(word >> (8 * byte));
}

// Made in small blocks and appended: a large string is then touched once, not zeroed first.
base::Bytes random_bytes(uint64_t size, uint64_t seed) {
    std::array<char, 4096> block;
    base::Bytes bytes;
    bytes.reserve(size);
    while (bytes.size() < size) {
        const size_t wanted = std::min<uint64_t>(block.size(), size - bytes.size());
        for (size_t at = 0; at < wanted; at += 8)
            store(next_random(seed), block.data() + at);
        bytes.append(block.data(), wanted);
    }
    return bytes;
}

base::Bytes repeated(const base::Bytes& unit, uint64_t size) {
    base::Bytes bytes;
    if (unit.empty()) return bytes;
    bytes.reserve(size);
    bytes.append(unit, 0, size);
    while (bytes.size() < size) {
        bytes.append(bytes.data(), std::min<uint64_t>(bytes.size() / unit.size() * unit.size(),
                                                      size - bytes.size()));
    }
    return bytes;
}

base::Bytes every_byte() {
    base::Bytes bytes;
    for (int value = 0; value < 256; ++value)
        bytes.push_back(static_cast<char>(value));
    return bytes;
}

template <class... Parts>
struct Overloaded : Parts... {
    using Parts::operator()...;
};

}  // namespace

base::Bytes expand(const Payload& payload, uint64_t seed) {
    return std::visit(
        Overloaded{[](const Literal& literal) { return literal.bytes; },
                   [&](const Random& random) { return random_bytes(random.size, seed); },
                   [](const Repeated& rule) { return repeated(rule.unit, rule.size); },
                   [](const EveryByte&) { return every_byte(); }},
        payload);
}

uint64_t size_of(const Payload& payload) {
    return std::visit(
        Overloaded{[](const Literal& literal) -> uint64_t { return literal.bytes.size(); },
                   [](const Random& random) { return random.size; },
                   [](const Repeated& rule) { return rule.unit.empty() ? 0 : rule.size; },
                   [](const EveryByte&) -> uint64_t { return 256; }},
        payload);
}

std::string describe(const Payload& payload) {
    static constexpr size_t kShownBytes = 48;
    return std::visit(
        Overloaded{[](const Literal& literal) { return base::quoted(literal.bytes, kShownBytes); },
                   [](const Random& random) -> std::string {
                       if (random.size == 1) return "1 random byte";
                       if (random.size < 1024) return fmt::format("{} random bytes", random.size);
                       return base::format_size(random.size) + " of random bytes";
                   },
                   [](const Repeated& rule) {
                       return fmt::format("{} of {} repeated", base::format_size(rule.size),
                                          base::quoted(rule.unit, kShownBytes));
                   },
                   [](const EveryByte&) -> std::string { return "every byte value"; }},
        payload);
}

}  // namespace echospec::casefile
