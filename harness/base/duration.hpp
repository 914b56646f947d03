// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

// Points in time and spans of it, in nanoseconds of the steady clock. Pure code never reads the
// clock: it is handed an Instant.

namespace echospec::base {

using Clock = std::chrono::steady_clock;
using Duration = std::chrono::nanoseconds;
using Instant = std::chrono::time_point<Clock, Duration>;

// The wall's time, as the kernel stamps packets with it, in the same type: only to be compared with
// such stamps.
Instant wall_now();

// "250ms", "5s", "1m", "40us"; a unit is required. Nothing if it is no such text.
std::optional<Duration> parse_duration(std::string_view text);

// The shortest fitting unit: "40 us", "3.1 ms", "2.5 s".
std::string format_duration(Duration duration);

double milliseconds(Duration duration);

}  // namespace echospec::base
