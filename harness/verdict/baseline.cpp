// SPDX-License-Identifier: Apache-2.0
#include "verdict/baseline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/glob.hpp"
#include "base/text.hpp"

namespace echospec::verdict {
namespace {

bool is_plain(const std::string& text) {
    static constexpr std::string_view kPlain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./";
    return !text.empty() && text != "null" && text[0] != '-' &&
           text.find_first_not_of(kPlain) == std::string::npos;
}

// YAML 1.2 takes JSON's strings (§1.3).
std::string scalar(const std::string& text) {
    using Json = nlohmann::json;
    return is_plain(text) ? text : Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool has_parameters(const CaseResult& result, const BaselineEntry& entry) {
    const auto& own = result.parameters;
    return std::all_of(entry.parameters.begin(), entry.parameters.end(), [&](const auto& each) {
        return std::find(own.begin(), own.end(), each) != own.end();
    });
}

}  // namespace

const BaselineEntry* find_entry(const Baseline& baseline, const CaseResult& result) {
    const auto speaks = [&](const BaselineEntry& entry) {
        return base::glob_matches(entry.pattern, result.id) && has_parameters(result, entry);
    };
    const auto found = std::find_if(baseline.begin(), baseline.end(), speaks);
    return found == baseline.end() ? nullptr : &*found;
}

std::string expectation(const BaselineEntry& entry) {
    return entry.expect ? std::string(to_string(*entry.expect)) : "flaky";
}

std::string to_yaml(const BaselineEntry& entry) {
    std::string text = fmt::format("- case: {}\n", scalar(entry.pattern));
    std::vector<std::string> parameters;
    for (const auto& [name, value] : entry.parameters)
        parameters.push_back(scalar(name) + ": " + scalar(value));
    if (!parameters.empty())
        text += fmt::format("  parameters: {{{}}}\n", base::join(parameters, ", "));
    text += fmt::format("  expect: {}\n  reason: {}\n", expectation(entry), scalar(entry.reason));
    if (!entry.link.empty()) text += fmt::format("  link: {}\n", scalar(entry.link));
    if (!entry.expires.empty()) text += fmt::format("  expires: {}\n", entry.expires);
    return text;
}

}  // namespace echospec::verdict
