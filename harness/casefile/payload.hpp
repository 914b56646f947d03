// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "base/text.hpp"

// What a case sends or expects: written out, or a rule that makes it. Rules are expanded only when
// the case runs, so that a case of 64 MiB costs nothing until then.

namespace echospec::casefile {

struct Literal {
    base::Bytes bytes;
    bool operator==(const Literal&) const = default;
};
struct Random {
    uint64_t size = 0;
    bool operator==(const Random&) const = default;
};
struct Repeated {
    base::Bytes unit;
    uint64_t size = 0;
    bool operator==(const Repeated&) const = default;
};
struct EveryByte {  // 00 01 … ff
    bool operator==(const EveryByte&) const = default;
};

using Payload = std::variant<Literal, Random, Repeated, EveryByte>;

// The bytes. Random ones follow from the seed alone (splitmix64), on every machine alike.
base::Bytes expand(const Payload& payload, uint64_t seed);

uint64_t size_of(const Payload& payload);

// "64 KiB of random bytes", "\"hello\"", "every byte value"
std::string describe(const Payload& payload);

}  // namespace echospec::casefile
