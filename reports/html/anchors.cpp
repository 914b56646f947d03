// SPDX-License-Identifier: Apache-2.0
#include "reports/html/anchors.hpp"

#include <fmt/format.h>

#include <utility>

namespace echospec::reports::html {
namespace {

constexpr std::string_view kPlain =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-";

}  // namespace

std::string slug(std::string_view prefix, std::string_view name) {
    std::string text = std::string(prefix) + "/";
    for (const char c : name) {
        if (c == ']') continue;
        text += c == '[' ? '.' : kPlain.find(c) == std::string_view::npos ? '-' : c;
    }
    return text;
}

Anchors::Anchors(const verdict::RunResult& run, std::string prefix) : prefix_(std::move(prefix)) {
    std::set<std::string> taken;
    for (size_t i = 0; i < run.cases.size(); ++i) {
        const std::string name = full_name(run.cases[i]);
        const std::string base = prefix_ + slug("case", name);
        std::string anchor = base;
        for (int again = 2; !taken.insert(anchor).second; ++again) {
            anchor = fmt::format("{}.{}", base, again);
        }
        cases_.push_back(anchor);
        index_.emplace(name, i);
    }
}

std::string Anchors::of_name(const std::string& full_name) const {
    const auto found = index_.find(full_name);
    return found == index_.end() ? "" : cases_[found->second];
}

std::string Anchors::of_requirement(const std::string& id) const {
    return prefix_ + slug("req", id);
}

std::string file_reference(std::string_view path) {
    std::string reference;
    for (const char c : path) {
        if (kPlain.find(c) != std::string_view::npos) {
            reference += c;
        } else {
            reference += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    // Two slashes at the head would name a host (RFC 3986 §4.2).
    while (reference.starts_with("//"))
        reference.erase(0, 1);
    return reference;
}

}  // namespace echospec::reports::html
