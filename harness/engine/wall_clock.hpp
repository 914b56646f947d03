// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <ctime>

namespace echospec::engine {

// As RFC 868 counts them; they wrap in 2036.
inline uint32_t seconds_since_1900() {
    return static_cast<uint32_t>(std::time(nullptr)) + 2'208'988'800U;
}

}  // namespace echospec::engine
