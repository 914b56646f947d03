// SPDX-License-Identifier: Apache-2.0
#include "casefile/map_reader.hpp"
#include "casefile/read_files.hpp"

namespace echospec::casefile {
namespace {

void add_sanity(Scope& scope, const Node* id, Transport transport, ProfileDraft& draft) {
    const std::optional<std::string> words = read_words(scope, id);
    if (!words) return;
    draft.value.sanity[transport] = *words;
    draft.sanity[transport] = id->spot;
}

// An id for every transport, or a map with one for each.
void read_sanity(Scope& scope, const Node& node, ProfileDraft& draft) {
    const bool each = node.kind == Node::Kind::map;
    if (!each) {
        for (const Transport transport : {Transport::tcp, Transport::udp})
            add_sanity(scope, &node, transport, draft);
        return;
    }
    MapReader map(scope, node);
    for (const Transport transport : {Transport::tcp, Transport::udp})
        add_sanity(scope, map.find(to_string(transport)), transport, draft);
    map.finish();
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
