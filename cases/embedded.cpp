// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "casefile/catalogue.hpp"

// Generated: the one file that prepare.cpp made of this folder.
namespace echospec::embedded {
std::span<const std::pair<std::string_view, std::string_view>> cases();
}

namespace echospec::casefile {
namespace {

// Takes "<size> <text>" off the head.
std::string_view take_sized(std::string_view& rest) {
    size_t size = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), size);
    const size_t start = static_cast<size_t>(end - rest.data()) + 1;
    if (error != std::errc{} || start + size > rest.size()) {
        throw base::HarnessError("read the built-in cases: damaged");
    }
    const std::string_view text = rest.substr(start, size);
    rest.remove_prefix(start + size);
    return text;
}

std::vector<SourceFile> copy_files() {
    std::vector<SourceFile> files;
    std::string_view rest = embedded::cases()[0].second;
    while (!rest.empty()) {
        SourceFile& file = files.emplace_back();
        file.path = take_sized(rest);
        file.content = take_sized(rest);
        file.prepared = take_sized(rest);
        file.shown = "cases/" + file.path;
    }
    return files;
}

}  // namespace

const std::vector<SourceFile>& embedded_files() {
    static const std::vector<SourceFile> kFiles = copy_files();
    return kFiles;
}

}  // namespace echospec::casefile
