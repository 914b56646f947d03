// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "casefile/draft.hpp"
#include "casefile/values.hpp"

// The three kinds of files, each read from the tree of its document.

namespace echospec::casefile {

// Null: the file is no YAML. The case exists nevertheless, since others may presume it.
CaseDraft read_case(Scope& scope, const Node* root, const SourceFile& file);
std::vector<RequirementDraft> read_requirements(Scope& scope, const Node& root);
ProfileDraft read_profile(Scope& scope, const Node& root);

}  // namespace echospec::casefile
