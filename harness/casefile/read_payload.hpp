// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "casefile/map_reader.hpp"
#include "casefile/payload.hpp"

namespace echospec::casefile {

// The keys of a map that say what bytes are meant; of the forms exactly one is allowed.
struct PayloadKeys {
    const Node* text = nullptr;
    const Node* hex = nullptr;
    const Node* random = nullptr;
    const Node* repeat = nullptr;
    const Node* size = nullptr;  // of `repeat`
    const Node* every_byte = nullptr;
};

PayloadKeys find_payload(MapReader& map);

// How many forms are given.
int count_forms(const PayloadKeys& keys);

// The payload of the one form that is given. `where` is the node to complain at otherwise.
std::optional<Payload> read_payload(Scope& scope, const PayloadKeys& keys, const Node& where);

// A payload as the value of a key: a text, or a map of one form. Null: the key is not there.
std::optional<Payload> read_payload_at(Scope& scope, const Node* node);

// A text written in place of a map: `send: hello`.
std::optional<Payload> read_literal(Scope& scope, const Node& node);

}  // namespace echospec::casefile
