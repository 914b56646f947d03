// SPDX-License-Identifier: Apache-2.0
#include "casefile/catalogue.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "casefile/draft.hpp"
#include "casefile/read_files.hpp"
#include "casefile/yaml.hpp"

namespace echospec::casefile {
namespace {

// The files to read: the last of each path, in the order in which the paths came first.
std::vector<const SourceFile*> newest(const std::vector<SourceFile>& files) {
    std::map<std::string_view, size_t> place;
    std::vector<const SourceFile*> chosen;
    for (const SourceFile& file : files) {
        const auto [known, fresh] = place.emplace(file.path, chosen.size());
        if (fresh) chosen.push_back(&file);
        chosen[known->second] = &file;
    }
    return chosen;
}

base::Diagnostics all_mistakes(const std::vector<FileDraft>& drafts) {
    base::Diagnostics all;
    for (const FileDraft& draft : drafts) {
        for (base::Diagnostic& diagnostic : draft.mistakes->sorted()) {
            all.push_back(std::move(diagnostic));
        }
    }
    return all;
}

Catalogue gather(std::vector<FileDraft> drafts) {
    Catalogue catalogue;
    for (FileDraft& file : drafts) {
        for (auto& draft : file.cases)
            catalogue.cases.push_back(std::move(draft.value));
        for (auto& draft : file.profiles)
            catalogue.profiles.push_back(std::move(draft.value));
        for (auto& draft : file.requirements) {
            catalogue.requirements.push_back(std::move(draft.value));
        }
    }
    std::sort(catalogue.cases.begin(), catalogue.cases.end(),
              [](const Case& a, const Case& b) { return a.id < b.id; });
    return catalogue;
}

template <class T, class Member>
const T* find_by(const std::vector<T>& all, Member T::*name, std::string_view wanted) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const T& one) { return one.*name == wanted; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace

bool holds_requirements(const std::string& path) {
    return path.starts_with("requirements/");
}

bool holds_profile(const std::string& path) {
    return path.starts_with("profiles/");
}

FileDraft read_file_draft(const SourceFile& file) {
    FileDraft draft;
    draft.path = file.path;
    draft.mistakes = std::make_unique<Mistakes>(file);
    const std::optional<Node> root = parse_yaml(file, *draft.mistakes);
    draft.parsed = root.has_value();
    Scope scope{*draft.mistakes, nullptr, {}, false};
    if (holds_requirements(file.path)) {
        if (root) draft.requirements = read_requirements(scope, *root);
    } else if (holds_profile(file.path)) {
        if (root) draft.profiles.push_back(read_profile(scope, *root));
    } else {
        draft.cases.push_back(read_case(scope, root ? &*root : nullptr, file));
    }
    return draft;
}

base::Result<Catalogue> load(const std::vector<SourceFile>& files) {
    std::vector<FileDraft> drafts;
    for (const SourceFile* file : newest(files))
        drafts.push_back(read_file_draft(*file));
    check_references(drafts);
    base::Diagnostics mistakes = all_mistakes(drafts);
    if (!mistakes.empty()) return mistakes;
    return gather(std::move(drafts));
}

std::string Profile::sanity_of(Role role, Transport transport) const {
    const std::string prefix = to_string(transport) + "/" + to_string(role) + "/";
    const auto found = std::find_if(sanity.begin(), sanity.end(),
                                    [&](const std::string& id) { return id.starts_with(prefix); });
    return found == sanity.end() ? "" : *found;
}

const Case* Catalogue::find_case(std::string_view id) const {
    return find_by(cases, &Case::id, id);
}

const Requirement* Catalogue::find_requirement(std::string_view id) const {
    return find_by(requirements, &Requirement::id, id);
}

const Profile* Catalogue::find_profile(std::string_view name) const {
    return find_by(profiles, &Profile::name, name);
}

}  // namespace echospec::casefile
