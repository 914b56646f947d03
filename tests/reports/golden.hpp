// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

// Whole reports kept beside the tests. With ECHOSPEC_UPDATE_GOLDENS=1 in the environment they are
// written anew, for their difference to be read before it is committed.

namespace echospec::reports {

// Fails the running test where the text is not the golden file's, and says where they part.
void expect_golden(const std::string& name, const std::string& text);

}  // namespace echospec::reports
