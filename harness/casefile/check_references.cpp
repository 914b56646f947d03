// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdlib>
#include <map>
#include <set>

#include "base/suggest.hpp"
#include "base/text.hpp"
#include "casefile/check_cycles.hpp"
#include "casefile/draft.hpp"

namespace echospec::casefile {
namespace {

// All that the files can name, and whether a file of the kind could not be read: then a name that
// is not found is no mistake of the one who wrote it.
struct Known {
    std::map<std::string, Level> requirements;
    std::map<std::string, const CaseDraft*> cases;
    std::map<std::string, std::string> former;  // an earlier id, and the one of today
    std::map<std::string, std::set<std::string>> claims;
    std::set<std::string> sanity;
    bool all_requirements = true;
    bool all_profiles = true;
};

Known collect(const std::vector<FileDraft>& files) {
    Known known;
    for (const FileDraft& file : files) {
        if (!file.parsed && holds_requirements(file.path)) known.all_requirements = false;
        if (!file.parsed && holds_profile(file.path)) known.all_profiles = false;
        for (const auto& draft : file.cases) {
            known.cases[draft.value.id] = &draft;
            for (const auto& former : draft.value.formerly)
                known.former[former] = draft.value.id;
        }
        for (const auto& draft : file.requirements)
            known.requirements[draft.value.id] = draft.value.level;
        for (const auto& draft : file.profiles) {
            known.sanity.insert(draft.value.sanity.begin(), draft.value.sanity.end());
            for (const auto& [name, value] : draft.value.claims)
                known.claims[name].insert(value);
        }
    }
    return known;
}

template <class Map>
std::vector<std::string> keys_of(const Map& map) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : map)
        keys.push_back(key);
    return keys;
}

void check_unique(std::vector<FileDraft>& files) {
    std::set<std::string> requirements;
    std::set<std::string> profiles;
    for (FileDraft& file : files) {
        for (const auto& [value, spot] : file.requirements) {
            if (value.id.empty() || requirements.insert(value.id).second) continue;
            file.mistakes->add(spot, fmt::format("there are two requirements `{}`", value.id), "");
        }
        for (const auto& [value, spot, sanity] : file.profiles) {
            if (value.name.empty() || profiles.insert(value.name).second) continue;
            file.mistakes->add(spot, fmt::format("there are two profiles `{}`", value.name), "");
        }
    }
}

void check_requirements(const Known& known, const CaseDraft& draft, Mistakes& mistakes) {
    if (!known.all_requirements) return;
    for (size_t i = 0; i < draft.value.requirements.size(); ++i) {
        const std::string& id = draft.value.requirements[i];
        if (known.requirements.contains(id)) continue;
        mistakes.add(draft.requirement_spots[i], fmt::format("unknown requirement `{}`", id),
                     base::suggest(id, keys_of(known.requirements)));
    }
}

int strength(Level level) {
    switch (level) {
        case Level::may:
            return 0;
        case Level::expected:
            return 1;
        case Level::should:
            return 2;
        case Level::must:
            return 3;
    }
    std::abort();
}

// A case may ask less than its requirements do, never more: else a target fails by no rule at all.
void check_level(const Known& known, const CaseDraft& draft, Mistakes& mistakes) {
    Level strongest = Level::may;
    for (const std::string& id : draft.value.requirements) {
        const auto requirement = known.requirements.find(id);
        if (requirement == known.requirements.end()) return;
        if (strength(requirement->second) > strength(strongest)) strongest = requirement->second;
    }
    if (draft.value.requirements.empty() || strength(draft.value.level) <= strength(strongest))
        return;
    mistakes.add(draft.level,
                 fmt::format("none of its requirements is a `{}`", to_string(draft.value.level)),
                 fmt::format("the strongest is `{}`", to_string(strongest)));
}

void check_case_id(const Known& known, const std::string& id, const Spot& spot,
                   Mistakes& mistakes) {
    if (known.cases.contains(id)) return;
    const auto former = known.former.find(id);
    mistakes.add(spot, fmt::format("unknown case `{}`", id),
                 former == known.former.end()
                     ? base::suggest(id, keys_of(known.cases))
                     : fmt::format("it is called `{}` now", former->second));
}

void check_formerly(const Known& known, const CaseDraft& draft, Mistakes& mistakes) {
    for (size_t i = 0; i < draft.value.formerly.size(); ++i) {
        if (!known.cases.contains(draft.value.formerly[i])) continue;
        mistakes.add(draft.formerly_spots[i],
                     fmt::format("`{}` is the id of another case today", draft.value.formerly[i]),
                     "");
    }
}

void check_claims(const Known& known, const CaseDraft& draft, Mistakes& mistakes) {
    if (!known.all_profiles) return;
    for (const ClaimSpots& claim : draft.applies.claims) {
        const auto values = known.claims.find(claim.name);
        if (values == known.claims.end()) {
            std::vector<std::string> names = keys_of(known.claims);
            names.insert(names.end(), {"role", "transport", "family"});
            mistakes.add(claim.key, fmt::format("no profile claims `{}`", claim.name),
                         base::suggest(claim.name, names));
            continue;
        }
        const std::string& value = draft.applies.value.claims.at(claim.name);
        if (values->second.contains(value)) continue;
        mistakes.add(claim.value, fmt::format("no profile claims `{}: {}`", claim.name, value),
                     base::suggest(value, {values->second.begin(), values->second.end()}));
    }
}

// "tcp/server/…" says transport and role already; the head must not say otherwise.
void check_place(const CaseDraft& draft, Mistakes& mistakes) {
    const Applies& applies = draft.value.applies;
    const std::vector<std::string> folders = base::split(draft.value.id, '/');
    if (folders.size() < 3) return;
    for (const Transport other : {Transport::tcp, Transport::udp}) {
        if (other == applies.transport || folders[0] != to_string(other)) continue;
        mistakes.add(draft.applies.transport,
                     fmt::format("a case below {}/ cannot apply to {}", folders[0],
                                 to_string(applies.transport)),
                     fmt::format("applies: {{transport: {}}}", folders[0]));
    }
    for (const Role other : {Role::server, Role::client}) {
        if (other == applies.role || folders[1] != to_string(other)) continue;
        mistakes.add(draft.applies.role,
                     fmt::format("a case below {}/{}/ cannot apply to a {}", folders[0], folders[1],
                                 to_string(applies.role)),
                     fmt::format("applies: {{role: {}}}", folders[1]));
    }
}

void check_presumes(const Known& known, const CaseDraft& draft, Mistakes& mistakes) {
    for (size_t i = 0; i < draft.value.presumes.size(); ++i) {
        check_case_id(known, draft.value.presumes[i], draft.presume_spots[i], mistakes);
    }
    if (draft.value.presumes.empty() || !known.sanity.contains(draft.value.id)) return;
    mistakes.add(draft.presume_spots[0], "the sanity case of a profile may presume nothing",
                 "every other case presumes it");
}

}  // namespace

void check_references(std::vector<FileDraft>& files) {
    const Known known = collect(files);
    check_unique(files);
    for (FileDraft& file : files) {
        for (const CaseDraft& draft : file.cases) {
            check_requirements(known, draft, *file.mistakes);
            check_level(known, draft, *file.mistakes);
            check_presumes(known, draft, *file.mistakes);
            check_formerly(known, draft, *file.mistakes);
            check_claims(known, draft, *file.mistakes);
            check_place(draft, *file.mistakes);
        }
        for (const ProfileDraft& draft : file.profiles) {
            for (size_t i = 0; i < draft.value.sanity.size(); ++i)
                check_case_id(known, draft.value.sanity[i], draft.sanity[i], *file.mistakes);
        }
    }
    check_cycles(files);
}

}  // namespace echospec::casefile
