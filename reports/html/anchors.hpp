// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "verdict/result.hpp"

// Where links lead. The anchor of a case follows from its name, so that a link which somebody sent
// still leads to the same case in the next run's report.

namespace echospec::reports::html {

// "case/tcp/server/close/active.size-1": for an id attribute and a fragment; letters, digits, `/`,
// `.`, `_` and `-` only.
std::string slug(std::string_view prefix, std::string_view name);

class Anchors {
  public:
    // The prefix is put before each anchor: a page of several targets has the same case for each.
    Anchors(const verdict::RunResult& run, std::string prefix);

    const std::string& prefix() const { return prefix_; }

    // By the place of the case in the run.
    const std::string& of_case(size_t index) const { return cases_[index]; }

    // Of the first case of this full name; empty if there is none.
    std::string of_name(const std::string& full_name) const;

    // "target-2/req/TCP-HALF-1", where the statement speaks of it.
    std::string of_requirement(const std::string& id) const;

  private:
    std::string prefix_;
    std::vector<std::string> cases_;
    std::map<std::string, size_t> index_;
};

// A reference to a kept file that stays a path whatever its bytes: never a scheme, never a host.
std::string file_reference(std::string_view path);

}  // namespace echospec::reports::html
