// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/text.hpp"
#include "casefile/check_connections.hpp"
#include "casefile/check_raw_peers.hpp"
#include "casefile/check_roles.hpp"
#include "casefile/check_transport.hpp"
#include "casefile/map_reader.hpp"
#include "casefile/matrix.hpp"
#include "casefile/read_after.hpp"
#include "casefile/read_files.hpp"
#include "casefile/read_steps.hpp"

namespace echospec::casefile {
namespace {

const Words<Role>& role_words() {
    static const Words<Role> kWords{{"server", Role::server}, {"client", Role::client}};
    return kWords;
}

const Words<Transport>& transport_words() {
    static const Words<Transport> kWords{{"tcp", Transport::tcp}, {"udp", Transport::udp}};
    return kWords;
}

std::string id_of(const std::string& path) {
    return path.ends_with(".yaml") ? path.substr(0, path.size() - 5) : path;
}

void check_id(Scope& scope, const std::string& id) {
    static constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789-/";
    if (!id.empty() && id.find_first_not_of(kAllowed) == std::string::npos) return;
    scope.mistakes.add(Spot{}, fmt::format("`{}` is no id of a case", id),
                       "name files and folders with lower-case letters, digits and hyphens");
}

AppliesDraft read_applies(Scope& scope, const Node* node) {
    AppliesDraft draft;
    if (!node) return draft;
    MapReader map(scope, *node);
    Applies& value = draft.value;
    value.role = read_choice(scope, map.find("role"), role_words()).value_or(Role::server);
    value.transport =
        read_choice(scope, map.find("transport"), transport_words()).value_or(Transport::tcp);
    value.family = read_choice(scope, map.find("family"), family_words()).value_or(Family::any);
    draft.role = map.value_spot("role");
    draft.transport = map.value_spot("transport");
    for (const auto& [key, word] : map.rest()) {
        const std::optional<std::string> claim = read_words(scope, word);
        if (!claim) continue;
        value.claims[key->scalar] = *claim;
        draft.claims.push_back({key->scalar, key->spot, word->spot});
    }
    return draft;
}

struct Names {
    std::vector<std::string> texts;
    std::vector<Spot> spots;
};

Names read_names(Scope& scope, const Node* node) {
    Names names;
    for (const Node* item : read_list(scope, node)) {
        names.texts.push_back(*read_words(scope, item));
        names.spots.push_back(item->spot);
    }
    return names;
}

Names read_requirement_names(Scope& scope, const Node* node) {
    if (node && node->kind == Node::Kind::sequence && node->items.empty()) {
        complain(scope, *node, "a case names at least one requirement", "");
    }
    return read_names(scope, node);
}

CaseDraft read_head(Scope& scope, MapReader& map) {
    CaseDraft draft;
    Case& value = draft.value;
    value.title = read_words(scope, map.need("title")).value_or("");
    value.why = read_words(scope, map.need("why")).value_or("");
    value.level = read_choice(scope, map.need("level"), level_words()).value_or(Level::must);
    draft.level = map.value_spot("level");
    value.duty = read_choice(scope, map.find("duty"), duty_words()).value_or(Duty::application);
    value.revision = static_cast<int>(read_number(scope, map.find("revision"), kTimes).value_or(1));
    Names required = read_requirement_names(scope, map.need("requirements"));
    value.requirements = std::move(required.texts);
    draft.requirement_spots = std::move(required.spots);
    Names presumed = read_names(scope, map.find("presumes"));
    value.presumes = std::move(presumed.texts);
    draft.presume_spots = std::move(presumed.spots);
    Names former = read_names(scope, map.find("formerly"));
    value.formerly = std::move(former.texts);
    draft.formerly_spots = std::move(former.spots);
    value.legal = read_texts(scope, map.find("legal"));
    value.causes = read_texts(scope, map.find("causes"));
    draft.applies = read_applies(scope, map.find("applies"));
    value.applies = draft.applies.value;
    return draft;
}

Parameters printable(const Parameters& parameters) {
    Parameters shown;
    for (const auto& [name, value] : parameters)
        shown.emplace_back(name, base::printable(value));
    return shown;
}

// What of a case may name parameters.
struct Body {
    const Node* start = nullptr;
    const Node* steps = nullptr;
    const Node* after = nullptr;
    Applies applies;
};

Variant read_variant(Scope& scope, const Body& body, const Parameters& parameters) {
    scope.parameters = &parameters;
    StepsRead read = read_steps(scope, body.steps);
    After after = read_after(scope, body.after);
    check_transport(read.steps, scope.transport, scope.mistakes);
    check_transport(after, scope.transport, scope.mistakes);
    if (read.all_known) {
        check_connections(read.steps, after, scope.mistakes);
        check_raw_peers(read.steps, body.applies, scope.mistakes);
        check_roles(read.steps, body.applies, scope.mistakes);
    }
    Variant variant{printable(parameters), read_start(scope, body.start), std::move(read.steps),
                    std::move(after)};
    scope.parameters = nullptr;
    return variant;
}

// With a broken matrix the steps are read once, only for what is wrong in themselves.
std::vector<Variant> read_variants(Scope& scope, const Body& body, const Matrix& matrix) {
    scope.any_name = !matrix.complete;
    const std::vector<Parameters> rows =
        matrix.complete ? combinations(matrix) : std::vector<Parameters>{{}};
    std::vector<Variant> variants;
    for (const Parameters& parameters : rows) {
        variants.push_back(read_variant(scope, body, parameters));
    }
    if (matrix.complete) check_used(scope, matrix);
    return variants;
}

CaseDraft read_content(Scope& scope, MapReader& map) {
    CaseDraft draft = read_head(scope, map);
    scope.transport = draft.value.applies.transport;
    const Matrix matrix = read_matrix(scope, map.find("matrix"));
    const Body body{map.find("start"), map.need("steps"), map.find("after"), draft.value.applies};
    draft.value.variants = read_variants(scope, body, matrix);
    map.finish();
    return draft;
}

}  // namespace

CaseDraft read_case(Scope& scope, const Node* root, const SourceFile& file) {
    CaseDraft draft;
    const std::string id = id_of(file.path);
    check_id(scope, id);
    if (root) {
        MapReader map(scope, *root);
        if (map.is_map()) draft = read_content(scope, map);
        draft.value.position = scope.mistakes.position(root->spot);
    }
    draft.value.id = id;
    return draft;
}

}  // namespace echospec::casefile
