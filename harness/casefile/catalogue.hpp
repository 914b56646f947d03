// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"
#include "casefile/case.hpp"

// Everything that is written in YAML and drives a run: requirements, profiles and cases, either
// those built into the binary or those of a folder. Loading finds all mistakes, not the first.

namespace echospec::casefile {

// A sentence that a source obliges the target to. Cases name requirements, never the other way.
struct Requirement {
    std::string id;
    std::string title;
    std::string group;
    Level level = Level::must;
    Duty duty = Duty::application;
    std::vector<std::string> sources;  // "RFC 9293 §3.6: “a host is permitted …”"
    std::string untested;              // why no case shows it; empty if it is for cases to show
    base::Position position;
};

// What kind of program the target claims to be.
struct Profile {
    std::string name;
    std::string title;
    int port = 0;  // the well-known one
    // Each is presumed by every other case of its role and transport, which its id begins with.
    std::vector<std::string> sanity;
    std::map<std::string, std::string> claims;

    std::string sanity_of(Role role, Transport transport) const;  // empty if there is none
};

struct Catalogue {
    std::vector<Case> cases;                // ordered by id
    std::vector<Requirement> requirements;  // ordered by file and place
    std::vector<Profile> profiles;

    const Case* find_case(std::string_view id) const;
    const Requirement* find_requirement(std::string_view id) const;
    const Profile* find_profile(std::string_view name) const;
};

// A file of the catalogue: its path below cases/, and what it holds.
struct SourceFile {
    std::string path;
    std::string content;
    std::string shown{};  // as messages name it: "cases/tcp/…", or where it lies; empty: as `path`
    std::string prepared{};  // the same, parsed already (prepared.hpp); empty: `content` is parsed
};

// The files that were built into the binary.
const std::vector<SourceFile>& embedded_files();

// Every .yaml file below the folder, ordered by path, hidden ones left out. The error names the
// folder or the files that cannot be read.
base::Result<std::vector<SourceFile>> read_folder(const std::string& folder);

// Files whose path begins with requirements/ or profiles/ hold those; all others hold one case
// each. A later file replaces an earlier one of the same path.
base::Result<Catalogue> load(const std::vector<SourceFile>& files);

}  // namespace echospec::casefile
