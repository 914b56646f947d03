// SPDX-License-Identifier: Apache-2.0
#include "cli/github_workflow.hpp"

#include <cstdlib>
#include <string_view>

namespace echospec::cli {

bool in_github_workflow() {
    const char* const github = std::getenv("GITHUB_ACTIONS");
    return github != nullptr && std::string_view(github) == "true";
}

std::string without_commands(const std::string& text) {
    std::string harmless;
    bool begins = true;  // nothing but blanks so far on this line
    for (size_t i = 0; i < text.size(); ++i) {
        const std::string_view rest = std::string_view(text).substr(i);
        const bool command = (begins && rest.starts_with("::")) || rest.starts_with("#[");
        harmless += text[i];
        if (command) harmless += ' ';
        begins = text[i] == '\n' || (begins && (text[i] == ' ' || text[i] == '\t'));
    }
    return harmless;
}

}  // namespace echospec::cli
