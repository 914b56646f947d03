// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "casefile/case.hpp"
#include "casefile/catalogue.hpp"
#include "casefile/mistakes.hpp"

// What was read from each file, before the files are compared with one another: the values, and
// where the names stand that other files must know.

namespace echospec::casefile {

struct ClaimSpots {
    std::string name;
    Spot key;
    Spot value;
};

struct AppliesDraft {
    Applies value;
    Spot role;
    Spot transport;
    std::vector<ClaimSpots> claims;
};

struct CaseDraft {
    Case value;
    Spot level;
    std::vector<Spot> requirement_spots;  // in the order of value.requirements
    std::vector<Spot> presume_spots;
    std::vector<Spot> formerly_spots;
    AppliesDraft applies;  // its value is in `value` too
};

struct RequirementDraft {
    Requirement value;
    Spot id;
};

struct ProfileDraft {
    Profile value;
    Spot name;
    std::vector<Spot> sanity;
};

// One file. Only the list of its kind is filled.
struct FileDraft {
    std::string path;
    std::unique_ptr<Mistakes> mistakes;
    bool parsed = false;  // false: not YAML at all, so nothing is known of what it holds
    std::vector<CaseDraft> cases;
    std::vector<RequirementDraft> requirements;
    std::vector<ProfileDraft> profiles;
};

// "requirements/tcp.yaml" holds requirements, "profiles/echo.yaml" a profile; all others a case.
bool holds_requirements(const std::string& path);
bool holds_profile(const std::string& path);

FileDraft read_file_draft(const SourceFile& file);

// Compares the files with one another and adds what is wrong to their mistakes.
void check_references(std::vector<FileDraft>& files);

}  // namespace echospec::casefile
