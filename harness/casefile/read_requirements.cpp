// SPDX-License-Identifier: Apache-2.0
#include "casefile/map_reader.hpp"
#include "casefile/read_files.hpp"

namespace echospec::casefile {
namespace {

RequirementDraft read_requirement(Scope& scope, const Node& node) {
    MapReader map(scope, node);
    RequirementDraft draft;
    Requirement& value = draft.value;
    value.position = scope.mistakes.position(node.spot);
    value.id = read_words(scope, map.need("id")).value_or("");
    draft.id = map.value_spot("id");
    value.title = read_words(scope, map.need("title")).value_or("");
    value.group = read_words(scope, map.need("group")).value_or("");
    value.level = read_choice(scope, map.need("level"), level_words()).value_or(Level::must);
    value.duty = read_choice(scope, map.need("duty"), duty_words()).value_or(Duty::application);
    value.sources = read_texts(scope, map.need("sources"));
    value.untested = read_words(scope, map.find("untested")).value_or("");
    map.finish();
    return draft;
}

}  // namespace

std::vector<RequirementDraft> read_requirements(Scope& scope, const Node& root) {
    std::vector<RequirementDraft> drafts;
    if (root.kind != Node::Kind::sequence) {
        complain_kind(scope, root, "a list of requirements", "`- id: …` for each");
        return drafts;
    }
    for (const Node& item : root.items)
        drafts.push_back(read_requirement(scope, item));
    return drafts;
}

}  // namespace echospec::casefile
