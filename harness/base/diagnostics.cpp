// SPDX-License-Identifier: Apache-2.0
#include "base/diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.hpp"

namespace echospec::base {

std::string to_string(const Position& position) {
    if (position.line == 0) return position.file;
    return fmt::format("{}:{}:{}", position.file, position.line, position.column);
}

std::string render(const Diagnostic& diagnostic) {
    std::string text =
        fmt::format("{}: error: {}\n", to_string(diagnostic.position), diagnostic.message);
    if (!diagnostic.source_line.empty() && diagnostic.position.line > 0) {
        const std::string number = std::to_string(diagnostic.position.line);
        const size_t indent = static_cast<size_t>(std::max(0, diagnostic.position.column - 1));
        const std::string tildes(static_cast<size_t>(std::max(0, diagnostic.length - 1)), '~');
        text += fmt::format("  {} | {}\n", number, diagnostic.source_line);
        text += fmt::format("  {:{}} | {:{}}^{}\n", "", number.size(), "", indent, tildes);
    }
    if (!diagnostic.hint.empty()) text += fmt::format("  hint: {}\n", diagnostic.hint);
    return text;
}

std::string render(const Diagnostics& diagnostics) {
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics)
        text += render(diagnostic);
    return text;
}

void throw_exception_from_error(const Diagnostics& diagnostics, const boost::source_location&) {
    throw HarnessError("use of a failed result: " + render(diagnostics));
}

}  // namespace echospec::base
