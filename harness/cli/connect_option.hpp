// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/address.hpp"

namespace echospec::cli {

// What --connect means: "127.0.0.1:7", "[::1]:7", "localhost:7"; of a name the first address.
// Throws CLI::ValidationError.
base::Endpoint endpoint_of(const std::string& text);

}  // namespace echospec::cli
