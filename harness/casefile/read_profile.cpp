// SPDX-License-Identifier: Apache-2.0
#include "casefile/map_reader.hpp"
#include "casefile/read_files.hpp"

namespace echospec::casefile {

ProfileDraft read_profile(Scope& scope, const Node& root) {
    MapReader map(scope, root);
    ProfileDraft draft;
    Profile& value = draft.value;
    value.name = read_words(scope, map.need("name")).value_or("");
    draft.name = map.value_spot("name");
    value.title = read_words(scope, map.need("title")).value_or("");
    value.port = static_cast<int>(read_number(scope, map.need("port"), {1, 65535}).value_or(0));
    value.sanity = read_words(scope, map.need("sanity")).value_or("");
    draft.sanity = map.value_spot("sanity");
    value.client_sanity = read_words(scope, map.find("client-sanity")).value_or("");
    draft.client_sanity = map.value_spot("client-sanity");
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
