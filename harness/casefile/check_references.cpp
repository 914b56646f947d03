// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/suggest.hpp"
#include "base/text.hpp"
#include "casefile/draft.hpp"

namespace echospec::casefile {
namespace {

// All that the files can name, and whether a file of the kind could not be read: then a name that
// is not found is no mistake of the one who wrote it.
struct Known {
    std::set<std::string> requirements;
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
            known.requirements.insert(draft.value.id);
        for (const auto& draft : file.profiles) {
            known.sanity.insert(draft.value.sanity);
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
                     base::suggest(id, {known.requirements.begin(), known.requirements.end()}));
    }
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

// Follows what cases presume, depth first, and reports each entry that leads back to a case on the
// way from the start.
class CycleFinder {
  public:
    explicit CycleFinder(const Known& known) : known_(known) {}

    void visit(const CaseDraft& draft, Mistakes& mistakes) {
        if (!done_.insert(draft.value.id).second) return;
        way_.push_back(draft.value.id);
        for (size_t i = 0; i < draft.value.presumes.size(); ++i) {
            const std::string& next = draft.value.presumes[i];
            const auto again = std::find(way_.begin(), way_.end(), next);
            if (again != way_.end()) report(again, draft.presume_spots[i], mistakes);
            const auto known = known_.cases.find(next);
            if (known != known_.cases.end()) visit(*known->second, *owners_.at(next));
        }
        way_.pop_back();
    }

    void own(const std::string& id, Mistakes& mistakes) { owners_[id] = &mistakes; }

  private:
    void report(std::vector<std::string>::const_iterator first, const Spot& spot,
                Mistakes& mistakes) {
        std::string text = "cases presume one another: ";
        for (auto id = first; id != way_.end(); ++id)
            text += *id + " → ";
        mistakes.add(spot, text + *first, "a case can only presume what does not presume it");
    }

    const Known& known_;
    std::map<std::string, Mistakes*> owners_;
    std::set<std::string> done_;
    std::vector<std::string> way_;
};

void check_cycles(const Known& known, std::vector<FileDraft>& files) {
    CycleFinder finder(known);
    for (FileDraft& file : files) {
        for (const CaseDraft& draft : file.cases)
            finder.own(draft.value.id, *file.mistakes);
    }
    for (FileDraft& file : files) {
        for (const CaseDraft& draft : file.cases)
            finder.visit(draft, *file.mistakes);
    }
}

}  // namespace

void check_references(std::vector<FileDraft>& files) {
    const Known known = collect(files);
    check_unique(files);
    for (FileDraft& file : files) {
        for (const CaseDraft& draft : file.cases) {
            check_requirements(known, draft, *file.mistakes);
            check_presumes(known, draft, *file.mistakes);
            check_formerly(known, draft, *file.mistakes);
            check_claims(known, draft, *file.mistakes);
            check_place(draft, *file.mistakes);
        }
        for (const ProfileDraft& draft : file.profiles) {
            if (!draft.value.sanity.empty()) {
                check_case_id(known, draft.value.sanity, draft.sanity, *file.mistakes);
            }
        }
    }
    check_cycles(known, files);
}

}  // namespace echospec::casefile
