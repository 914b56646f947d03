// SPDX-License-Identifier: Apache-2.0
#include "reports/json/json.hpp"

#include "verdict/codec.hpp"

namespace echospec::reports::json {

std::string render(const verdict::RunResult& run) {
    return verdict::encode(run);
}

}  // namespace echospec::reports::json
