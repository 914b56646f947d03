// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "casefile/values.hpp"

namespace echospec::casefile {

// Reads a map by its keys and remembers which were asked for: what is left when `finish` is called
// is unknown, and reported. A node that is no map is reported once and then counts as empty.
class MapReader {
  public:
    MapReader(Scope& scope, const Node& map);

    // Null if the key is not there.
    const Node* find(std::string_view key);

    // As find, but its absence is a mistake.
    const Node* need(std::string_view key);

    // Where the key's value stands; the map's own spot if it is not there.
    Spot value_spot(std::string_view key) const;

    // The entries that nobody asked for so far, as (key, value).
    std::vector<std::pair<const Node*, const Node*>> rest() const;

    // Reports the rest as unknown keys; true if the map is one and nothing in it is unknown.
    bool finish();

    bool is_map() const { return map_.kind == Node::Kind::map; }

  private:
    Scope& scope_;
    const Node& map_;
    std::vector<std::string> asked_;
};

}  // namespace echospec::casefile
