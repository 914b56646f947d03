// SPDX-License-Identifier: Apache-2.0
#include "reports/badge/badge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "reports/shared/clean.hpp"
#include "reports/shared/groups.hpp"
#include "reports/shared/html_text.hpp"
#include "reports/shared/standing.hpp"

namespace echospec::reports::badge {
namespace {

using verdict::RunResult;

struct Badge {
    std::string label;
    std::string message;
    std::string colour;  // six hex digits
};

std::string counted(int count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

int count(const RunResult& run, Standing wanted) {
    return static_cast<int>(std::count_if(
        run.cases.begin(), run.cases.end(),
        [&](const verdict::CaseResult& result) { return standing_of(result) == wanted; }));
}

std::string reservation(const RunResult& run) {
    const int known = count(run, Standing::known);
    if (known > 0) return counted(known, "known deviation", "known deviations");
    return counted(count(run, Standing::warned), "warning", "warnings");
}

// A white text on each of these has a contrast of at least 4.5 (WCAG 2.2, 1.4.3).
Badge badge_of(const RunResult& run) {
    Badge badge{"echospec", conclusion(run), "5f6670"};
    if (!run.target.profile.empty()) badge.label = "echospec " + one_line(run.target.profile);
    if (badge.message == "deviates") {
        const int deviations = count(run, Standing::failed);
        if (deviations > 0) badge.message = counted(deviations, "deviation", "deviations");
        badge.colour = "b3261e";
    } else if (badge.message == "conforms") {
        badge.colour = "2a7546";
    } else if (run.exit_code == 0) {
        badge.message = "conforms, " + reservation(run);
        badge.colour = "8a5a00";
    }
    return badge;
}

// In Verdana of 11 pixels, near enough to leave a margin: most letters are 7 wide.
int width_of(std::string_view text) {
    return static_cast<int>(text.size()) * 7 + 12;
}

}  // namespace

std::string render_svg(const RunResult& run) {
    const Badge badge = badge_of(clean(run));
    const std::string label = html_text(cut(badge.label, 60));
    const std::string message = html_text(badge.message);
    const int left = width_of(cut(badge.label, 60));
    const int right = width_of(badge.message);
    return fmt::format(
        R"svg(<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="20" role="img">
  <title>{3}: {4}</title>
  <clipPath id="round"><rect width="{0}" height="20" rx="3"/></clipPath>
  <g clip-path="url(#round)">
    <rect width="{1}" height="20" fill="#3c4148"/>
    <rect x="{1}" width="{2}" height="20" fill="#{5}"/>
  </g>
  <g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
    <text x="{6}" y="14">{3}</text>
    <text x="{7}" y="14">{4}</text>
  </g>
</svg>
)svg",
        left + right, left, right, label, message, badge.colour, left / 2, left + right / 2);
}

std::string render_shields(const RunResult& run) {
    const Badge badge = badge_of(clean(run));
    const nlohmann::ordered_json json{{"schemaVersion", 1},
                                      {"label", badge.label},
                                      {"message", badge.message},
                                      {"color", badge.colour}};
    return json.dump() + "\n";
}

}  // namespace echospec::reports::badge
