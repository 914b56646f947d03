// SPDX-License-Identifier: Apache-2.0
#include "casefile/map_reader.hpp"
#include "casefile/read_files.hpp"

namespace echospec::casefile {
namespace {

// One id, or a list of them.
void read_sanity(Scope& scope, const Node& node, ProfileDraft& draft) {
    const bool is_list = node.kind == Node::Kind::sequence;
    for (const Node* id : is_list ? read_list(scope, &node) : std::vector{&node}) {
        const std::optional<std::string> words = read_words(scope, id);
        if (!words) continue;
        draft.value.sanity.push_back(*words);
        draft.sanity.push_back(id->spot);
    }
}

}  // namespace

ProfileDraft read_profile(Scope& scope, const Node& root) {
    MapReader map(scope, root);
    ProfileDraft draft;
    Profile& value = draft.value;
    value.name = read_words(scope, map.need("name")).value_or("");
    draft.name = map.value_spot("name");
    value.title = read_words(scope, map.need("title")).value_or("");
    value.port = static_cast<int>(read_number(scope, map.need("port"), {1, 65535}).value_or(0));
    if (const Node* sanity = map.need("sanity")) read_sanity(scope, *sanity, draft);
    if (const Node* claims = map.need("claims")) {
        MapReader entries(scope, *claims);
        for (const auto& [key, claim] : entries.rest()) {
            value.claims[key->scalar] = read_words(scope, claim).value_or("");
        }
    }
    map.finish();
    return draft;
}

}  // namespace echospec::casefile
