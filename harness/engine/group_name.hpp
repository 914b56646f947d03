// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace echospec::engine {

// How reports call one of the connections that were opened together: "crowd-7" of several.
inline std::string name_in_group(const std::string& group, unsigned number, unsigned count) {
    return count == 1 ? group : group + "-" + std::to_string(number);
}

}  // namespace echospec::engine
