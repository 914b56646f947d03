// SPDX-License-Identifier: Apache-2.0
#include "casefile/map_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace echospec::casefile {

MapReader::MapReader(Scope& scope, const Node& map) : scope_(scope), map_(map) {
    if (is_map()) return;
    complain_kind(scope, map, "a map", "`key: value` lines, or {key: value}");
}

const Node* MapReader::find(std::string_view key) {
    asked_.emplace_back(key);
    for (size_t i = 0; i < map_.keys.size(); ++i) {
        if (map_.keys[i].scalar == key) return &map_.items[i];
    }
    return nullptr;
}

const Node* MapReader::need(std::string_view key) {
    const Node* value = find(key);
    if (!value && is_map()) scope_.mistakes.add(map_.spot, fmt::format("`{}` is missing", key), "");
    return value;
}

Spot MapReader::value_spot(std::string_view key) const {
    for (size_t i = 0; i < map_.keys.size(); ++i) {
        if (map_.keys[i].scalar == key) return map_.items[i].spot;
    }
    return map_.spot;
}

std::vector<std::pair<const Node*, const Node*>> MapReader::rest() const {
    std::vector<std::pair<const Node*, const Node*>> rest;
    for (size_t i = 0; i < map_.keys.size(); ++i) {
        const bool asked =
            std::find(asked_.begin(), asked_.end(), map_.keys[i].scalar) != asked_.end();
        if (!asked) rest.emplace_back(&map_.keys[i], &map_.items[i]);
    }
    return rest;
}

bool MapReader::finish() {
    const auto unknown = rest();
    for (const auto& [key, value] : unknown) {
        scope_.mistakes.add(key->spot, fmt::format("unknown key `{}`", key->scalar),
                            base::suggest(key->scalar, asked_));
    }
    return is_map() && unknown.empty();
}

}  // namespace echospec::casefile
