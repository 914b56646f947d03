// SPDX-License-Identifier: Apache-2.0
#include "base/duration.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <utility>

namespace echospec::base {

Instant wall_now() {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return Instant(std::chrono::duration_cast<Duration>(since_epoch));
}

std::optional<Duration> parse_duration(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, double>, 4> kUnits{
        {{"us", 1e3}, {"ms", 1e6}, {"s", 1e9}, {"m", 60e9}}};
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || !(number >= 0) || number > 1e6) return std::nullopt;
    const std::string_view unit(end, static_cast<size_t>(text.data() + text.size() - end));
    for (const auto& [name, factor] : kUnits) {
        if (unit == name) return Duration(static_cast<Duration::rep>(number * factor));
    }
    return std::nullopt;
}

std::string format_duration(Duration duration) {
    const double ns = static_cast<double>(duration.count());
    if (ns < 1e6) return fmt::format("{:.0f} us", ns / 1e3);
    if (ns < 1e9) return fmt::format("{:.1f} ms", ns / 1e6);
    return fmt::format("{:.2f} s", ns / 1e9);
}

double milliseconds(Duration duration) {
    return static_cast<double>(duration.count()) / 1e6;
}

}  // namespace echospec::base
