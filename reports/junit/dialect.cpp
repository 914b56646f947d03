// SPDX-License-Identifier: Apache-2.0
#include "reports/junit/dialect.hpp"

#include <array>
#include <utility>

namespace echospec::reports::junit {
namespace {

constexpr std::array<std::pair<std::string_view, Dialect>, 6> kNames{{
    {"rich", Dialect::rich},
    {"strict", Dialect::strict},
    {"jenkins", Dialect::jenkins},
    {"gitlab", Dialect::gitlab},
    {"github", Dialect::github},
    {"azure", Dialect::azure},
}};

}  // namespace

std::optional<Dialect> parse_dialect(std::string_view name) {
    for (const auto& [known, dialect] : kNames) {
        if (known == name) return dialect;
    }
    return std::nullopt;
}

Features features(Dialect dialect) {
    switch (dialect) {
        case Dialect::rich:
            return {.case_properties = true};
        case Dialect::strict:
            return {.root_counts = RootCounts::none,
                    .output = OutputPlace::suite,
                    .suite_identity = true,
                    .place = false};
        case Dialect::jenkins:
            return {.root_counts = RootCounts::without_skipped, .place = false};
        case Dialect::gitlab:
            return {.attachments = 1};
        case Dialect::github:
            return {.attachments = 0, .text_limit = 4 * 1024};
        case Dialect::azure:
            return {.place = false};
    }
    return {};
}

}  // namespace echospec::reports::junit
