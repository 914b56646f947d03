// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "verdict/result.hpp"

// A run in two words, for a README: as an SVG of its own, and as the JSON that shields.io's
// endpoint badge reads (schemaVersion 1).

namespace echospec::reports::badge {

std::string render_svg(const verdict::RunResult& run);

std::string render_shields(const verdict::RunResult& run);

}  // namespace echospec::reports::badge
