// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace echospec::cli {

// A TCP port that nothing on this host uses at the moment. Throws HarnessError.
uint16_t free_port();

}  // namespace echospec::cli
