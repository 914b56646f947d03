// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <set>
#include <string>
#include <vector>

// The programs of fixtures/, and what echospec has to say about each: fixtures/gallery.yaml for
// programs on the kernel's TCP, fixtures/lies.yaml for those that bring their own.

namespace echospec::tests {

using Ids = std::set<std::string>;

struct Exhibit {
    std::string name;
    std::vector<std::string> options;  // of `echospec run`
    std::vector<std::string> command;
    Ids failing;             // or warning
    Ids may_warn;            // a matter of luck
    size_t least_cases = 3;  // that are run
    bool conforms = false;
    bool own_stack = false;
};

void PrintTo(const Exhibit& exhibit, std::ostream* stream);

std::vector<Exhibit> conforming();
std::vector<Exhibit> defects();

// Programs that bring their own TCP, as they are: the own stack in each of its roles, and lwIP. And
// the own stack with one lie at a time, which meets only the cases that find it.
std::vector<Exhibit> truths();
std::vector<Exhibit> lies();

}  // namespace echospec::tests
