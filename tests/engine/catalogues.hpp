// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "casefile/catalogue.hpp"

// Tiny catalogues, read from text like the real one: the profiles `echo`, whose sanity case is
// tcp/server/exchange/sanity, and `one-shot`, whose is tcp/server/once/sanity.

namespace echospec::tests {

struct SmallCase {
    std::string id;
    std::string rest{};  // lines behind the head: "presumes: […]\n"
    std::string level = "must";
    std::string claims{};  // ", serves: once"
    std::string steps{};   // "  - connect:\n": before the last, `send: x`, in place of an opening
};

// The two sanity cases and these. The transport and the role are those of the id.
casefile::Catalogue catalogue_of(const std::vector<SmallCase>& cases);

}  // namespace echospec::tests
