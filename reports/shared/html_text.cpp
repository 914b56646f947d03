// SPDX-License-Identifier: Apache-2.0
#include "reports/shared/html_text.hpp"

namespace echospec::reports {
namespace {

std::string entity(char c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        default:
            return {c};
    }
}

}  // namespace

std::string html_text(std::string_view text) {
    std::string escaped;
    for (const char c : text)
        escaped += entity(c);
    return escaped;
}

}  // namespace echospec::reports
