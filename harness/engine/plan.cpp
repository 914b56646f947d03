// SPDX-License-Identifier: Apache-2.0
#include "engine/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "base/digest.hpp"
#include "base/glob.hpp"
#include "base/suggest.hpp"
#include "base/text.hpp"

namespace echospec::engine {
namespace {

using casefile::Case;
using casefile::Catalogue;
using casefile::Level;
using casefile::Profile;

// What was asked for, else what the target was found to open, else TCP.
bool is_asked_on(const Settings& settings, casefile::Transport transport) {
    if (settings.transport) return transport == *settings.transport;
    if (settings.found.empty()) return transport == casefile::Transport::tcp;
    return std::find(settings.found.begin(), settings.found.end(), transport) !=
           settings.found.end();
}

bool applies(const Case& test, const Settings& settings, const Profile& profile) {
    if (test.applies.role != settings.role.value_or(casefile::Role::server)) return false;
    if (!is_asked_on(settings, test.applies.transport)) return false;
    const auto is_claimed = [&](const auto& claim) {
        const auto own = settings.claims.find(claim.first);
        if (own != settings.claims.end()) return own->second == claim.second;
        const auto found = profile.claims.find(claim.first);
        return found != profile.claims.end() && found->second == claim.second;
    };
    return std::all_of(test.applies.claims.begin(), test.applies.claims.end(), is_claimed);
}

bool any_matches(const std::vector<std::string>& patterns, const std::string& id) {
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](const std::string& pattern) { return base::glob_matches(pattern, id); });
}

bool is_selected(const Case& test, const Settings& settings) {
    if (!settings.only.empty() && !any_matches(settings.only, test.id)) return false;
    if (any_matches(settings.skip, test.id)) return false;
    const auto rank = [](Level level) { return level == Level::expected ? Level::should : level; };
    return !settings.level || rank(test.level) <= rank(*settings.level);
}

// Everything a case presumes, directly; the profile's sanity case is presumed by every other
// of its transport.
std::vector<std::string> presumed(const Case& test, const Profile& profile) {
    std::vector<std::string> ids = test.presumes;
    const std::string sanity = profile.sanity_of(test.applies.role, test.applies.transport);
    if (test.id != sanity && !sanity.empty()) ids.push_back(sanity);
    return ids;
}

// The chosen cases in an order in which whatever is presumed comes before what presumes it.
std::vector<const Case*> ordered(const std::vector<const Case*>& chosen, const Profile& profile) {
    std::map<std::string, const Case*> by_id;
    for (const Case* const test : chosen)
        by_id[test->id] = test;
    std::vector<const Case*> result;
    std::set<std::string> placed;
    const std::function<void(const Case*)> place = [&](const Case* test) {
        if (!placed.insert(test->id).second) return;
        for (const std::string& id : presumed(*test, profile)) {
            if (const auto found = by_id.find(id); found != by_id.end()) place(found->second);
        }
        result.push_back(test);
    };
    for (const Case* const test : chosen)
        place(test);
    return result;
}

base::Diagnostic mistake(std::string message, std::string hint) {
    return {.position = {.file = "command line"},
            .message = std::move(message),
            .hint = std::move(hint),
            .source_line = {}};
}

base::Diagnostics unmatched(const Catalogue& catalogue, const Settings& settings) {
    base::Diagnostics mistakes;
    std::vector<std::string> ids;
    for (const Case& test : catalogue.cases)
        ids.push_back(test.id);
    for (const auto* const patterns : {&settings.only, &settings.skip}) {
        for (const std::string& pattern : *patterns) {
            const bool matches = std::any_of(ids.begin(), ids.end(), [&](const std::string& id) {
                return base::glob_matches(pattern, id);
            });
            if (matches) continue;
            std::string hint = base::suggest(pattern, ids);
            if (hint.empty()) hint = "`echospec list` shows the ids; `*` stands for any characters";
            mistakes.push_back(mistake(fmt::format("no case matches `{}`", pattern), hint));
        }
    }
    return mistakes;
}

// A case of the plan, and which of its jobs is its first.
struct Chosen {
    const Case* test = nullptr;
    size_t first = 0;  // from 1
    bool borrowed = false;
};

std::vector<Chosen> numbered(const std::vector<const Case*>& cases) {
    std::vector<Chosen> chosen;
    size_t next = 1;
    for (const Case* const test : cases) {
        chosen.push_back({test, next, false});
        next += test->variants.size();
    }
    return chosen;
}

// Cases i, i + total, …: every shard gets its share of each group. What is presumed comes before
// what presumes it, so one pass from the end finds what is to be borrowed.
std::vector<Chosen> shard_of(const std::vector<Chosen>& all, const Shard& shard,
                             const Profile& profile) {
    std::vector<Chosen> kept;
    std::set<std::string> wanted;
    for (size_t i = all.size(); i-- > 0;) {
        const bool own = i % shard.total == shard.index - 1;
        if (!own && !wanted.contains(all[i].test->id)) continue;
        for (const std::string& id : presumed(*all[i].test, profile))
            wanted.insert(id);
        kept.push_back(all[i]);
        kept.back().borrowed = !own;
    }
    std::reverse(kept.begin(), kept.end());
    return kept;
}

// Repetitions come by the kernel's timers, which are no faster than they are.
bool waits_for_timers(const casefile::Variant& variant) {
    return std::any_of(variant.steps.begin(), variant.steps.end(), [](const casefile::Step& step) {
        const auto* const segment = std::get_if<casefile::SegmentStep>(&step.action);
        if (segment == nullptr || !segment->expect) return false;
        const auto& shapes = segment->expect->shapes;
        return std::any_of(shapes.begin(), shapes.end(),
                           [](const auto& shape) { return shape.again; });
    });
}

std::vector<Job> expand(const std::vector<Chosen>& cases, const Profile& profile) {
    std::vector<Job> jobs;
    std::map<std::string, std::vector<size_t>> places;
    for (const Chosen& chosen : cases) {
        const Case& test = *chosen.test;
        std::vector<size_t> after;
        for (const std::string& id : presumed(test, profile)) {
            after.insert(after.end(), places[id].begin(), places[id].end());
        }
        for (size_t row = 0; row < test.variants.size(); ++row) {
            places[test.id].push_back(jobs.size());
            const casefile::Variant& variant = test.variants[row];
            jobs.push_back({&test, &variant, after, chosen.first + row, chosen.borrowed,
                            waits_for_timers(variant)});
        }
    }
    return jobs;
}

std::string digest_of(const std::vector<const Case*>& cases) {
    std::string names;
    for (const Case* const test : cases) {
        names += fmt::format("{} {}\n", test->id, test->revision);
        for (const casefile::Variant& variant : test->variants) {
            for (const auto& [name, value] : variant.parameters)
                names += fmt::format("  {}={}\n", name, value);
        }
    }
    return base::sha256(names);
}

// What may be meant by a claim that no profile makes; nothing if one does.
std::optional<std::string> unknown_claim(const Catalogue& catalogue, const std::string& name) {
    std::vector<std::string> names;
    for (const Profile& profile : catalogue.profiles) {
        for (const auto& [claim, word] : profile.claims)
            names.push_back(claim);
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    if (std::binary_search(names.begin(), names.end(), name)) return std::nullopt;
    return base::suggest(name, names);
}

}  // namespace

base::Result<Plan> make_plan(const Catalogue& catalogue, const Settings& settings) {
    Plan plan;
    plan.profile = catalogue.find_profile(settings.profile);
    base::Diagnostics mistakes = unmatched(catalogue, settings);
    if (plan.profile == nullptr) {
        std::vector<std::string> names;
        for (const Profile& profile : catalogue.profiles)
            names.push_back(profile.name);
        mistakes.push_back(mistake(fmt::format("unknown profile `{}`", settings.profile),
                                   base::suggest(settings.profile, names)));
    }
    for (const auto& [name, word] : settings.claims) {
        if (const auto hint = unknown_claim(catalogue, name)) {
            mistakes.push_back(mistake(fmt::format("no profile claims `{}`", name), *hint));
        }
    }
    if (!mistakes.empty()) return mistakes;
    std::vector<const Case*> chosen;
    for (const Case& test : catalogue.cases) {
        if (applies(test, settings, *plan.profile) && is_selected(test, settings)) {
            chosen.push_back(&test);
        }
    }
    chosen = ordered(chosen, *plan.profile);
    const std::vector<Chosen> all = numbered(chosen);
    if (!all.empty()) plan.size = all.back().first + all.back().test->variants.size() - 1;
    plan.digest = digest_of(chosen);
    plan.jobs = expand(shard_of(all, settings.shard, *plan.profile), *plan.profile);
    return plan;
}

std::string group_of(const std::string& id) {
    const auto parts = base::split(id, '/');
    return parts.size() > 3 ? parts[2] : parts.size() > 1 ? parts[parts.size() - 2] : id;
}

}  // namespace echospec::engine
