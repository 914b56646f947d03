// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "reports/shared/ladder.hpp"

namespace echospec::reports::html {

// A connection as a picture: time runs down, the tester on the left, the target on the right, an
// arrow for each segment, the state of each end beside its line wherever it changes, and the steps
// of the case between. What broke a rule is red, with the rule below it. In a case that
// did not hold so are the step that failed, and each RST of the target. Colours are
// classes of style.css, arrowheads stand in page.mustache. The picture is one image to screen
// readers: the text beside it says the same.
std::string ladder_svg(const Lane& lane, const verdict::CaseResult& result);

}  // namespace echospec::reports::html
