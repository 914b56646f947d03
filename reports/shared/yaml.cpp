// SPDX-License-Identifier: Apache-2.0
#include "reports/shared/yaml.hpp"

namespace echospec::reports {

std::string yaml_text(std::string_view text) {
    std::string scalar = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') scalar += '\\';
        if (c == '\n') {
            scalar += "\\n";
        } else if (c == '\t') {
            scalar += "\\t";
        } else {
            scalar += c;
        }
    }
    return scalar + '"';
}

}  // namespace echospec::reports
