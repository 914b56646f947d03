// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/App.hpp>
#include <CLI/Validators.hpp>
#include <map>
#include <string>
#include <vector>

namespace echospec::cli {

// An option whose value is one of a few words, each standing for a value.
template <class Value>
void take_word(CLI::App& command, const char* name, Value& place, const char* help,
               const std::map<std::string, Value>& words) {
    std::vector<std::string> names;
    for (const auto& [word, value] : words)
        names.push_back(word);
    command
        .add_option_function<std::string>(
            name, [&place, words](const std::string& word) { place = words.at(word); }, help)
        ->check(CLI::IsMember(names));
}

}  // namespace echospec::cli
