// SPDX-License-Identifier: Apache-2.0
#include "verdict/difference.hpp"

#include <fmt/format.h>

namespace echospec::verdict {
namespace {

constexpr size_t kRow = 16;

char shown(char byte) {
    return byte >= ' ' && byte <= '~' ? byte : '.';
}

std::string row(std::string_view label, std::string_view bytes, size_t start) {
    if (start >= bytes.size()) return fmt::format("{:8}  {:06x}: nothing\n", label, start);
    const std::string_view part = start < bytes.size() ? bytes.substr(start, kRow) : "";
    std::string hex, text;
    for (size_t i = 0; i < kRow; ++i) {
        hex +=
            i < part.size() ? fmt::format("{:02x} ", static_cast<unsigned char>(part[i])) : "   ";
        if (i == kRow / 2 - 1) hex += ' ';
        if (i < part.size()) text += shown(part[i]);
    }
    return fmt::format("{:8}  {:06x}: {} |{}|\n", label, start, hex, text);
}

}  // namespace

std::string difference(std::string_view expected, std::string_view observed, size_t offset) {
    const size_t first = offset - offset % kRow;
    std::string text = fmt::format("first difference at offset {}\n", offset);
    for (const size_t start : {first, first + kRow}) {
        if (start >= expected.size() && start >= observed.size()) break;
        text += row("expected", expected, start);
        text += row("observed", observed, start);
    }
    return text;
}

}  // namespace echospec::verdict
