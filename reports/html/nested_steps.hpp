// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace echospec::reports::html {

// A step that repeats others names them all in one sentence, which is a list to read:
// "repeat 2 times: connect client; send "a; b" on client". Without nested steps, `head` is all.
struct NestedSteps {
    std::string head;  // "repeat 2 times:"
    std::vector<std::string> steps;
};

NestedSteps nested_steps(std::string_view text);

// The nested step that an observation names, as `in round 2, at "connect client": …`; else empty.
std::string nested_failure(std::string_view observed);

}  // namespace echospec::reports::html
