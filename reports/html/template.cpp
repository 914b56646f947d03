// SPDX-License-Identifier: Apache-2.0
#include "reports/html/template.hpp"

#include <span>
#include <utility>

#include "base/error.hpp"

namespace echospec::embedded {
// Generated from the files of this folder.
std::span<const std::pair<std::string_view, std::string_view>> html();
}  // namespace echospec::embedded

namespace echospec::reports::html {

std::string asset(std::string_view name) {
    for (const auto& [path, content] : embedded::html()) {
        if (path == name) return std::string(content);
    }
    throw base::HarnessError("find the built-in file " + std::string(name) + ": it is not there");
}

Template load(std::string_view name) {
    Template parsed(asset(name));
    if (parsed.is_valid()) return parsed;
    throw base::HarnessError("read " + std::string(name) + ": " + parsed.error_message());
}

void put(Data& data, const char* name, const std::string& text) {
    if (!text.empty()) data[name] = Data(text);
}

void put_list(Data& data, const std::string& name, Data list) {
    if (list.is_non_empty_list()) data["has_" + name] = Data(true);
    data[name] = std::move(list);
}

Data empty_list() {
    return Data(Data::type::list);
}

}  // namespace echospec::reports::html
