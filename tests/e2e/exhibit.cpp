// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/exhibit.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <ostream>

#include "tests/e2e/program.hpp"

namespace echospec::tests {
namespace {

std::string in_fixtures(const std::string& file) {
    return std::string(ECHOSPEC_SOURCE_DIR) + "/fixtures/" + file;
}

std::string put(std::string word, const std::string& placeholder, const std::string& value) {
    const size_t at = word.find(placeholder);
    return at == std::string::npos ? word : word.replace(at, placeholder.size(), value);
}

std::vector<std::string> words_of(const YAML::Node& list) {
    std::vector<std::string> words;
    for (const YAML::Node& word : list) {
        const std::string text = put(word.as<std::string>(), "{fixtures}", ECHOSPEC_FIXTURES);
        words.push_back(put(text, "{source}", std::string(ECHOSPEC_SOURCE_DIR) + "/fixtures"));
    }
    return words;
}

Ids ids_of(const YAML::Node& list) {
    Ids ids;
    for (const YAML::Node& id : list)
        ids.insert(id.as<std::string>());
    return ids;
}

std::vector<Exhibit> exhibits(const char* list, const char* failing, bool conforms) {
    const YAML::Node file = YAML::LoadFile(in_fixtures("gallery.yaml"));
    std::vector<Exhibit> all;
    for (const YAML::Node& node : file[list]) {
        Exhibit exhibit;
        exhibit.name = node["name"].as<std::string>();
        exhibit.options = words_of(node["options"]);
        exhibit.command = node["command"] ? words_of(node["command"])
                                          : std::vector<std::string>{fixture(exhibit.name)};
        exhibit.conforms = conforms;
        exhibit.failing = ids_of(node[failing]);
        exhibit.may_warn = ids_of(node["may-warn"]);
        all.push_back(exhibit);
    }
    return all;
}

// A role of the own stack, and what it is told besides.
Exhibit own_stack(const std::string& role, const YAML::Node& how, const YAML::Node& arguments) {
    Exhibit exhibit;
    exhibit.name = role;
    exhibit.own_stack = true;
    exhibit.options = words_of(how["options"]);
    exhibit.command = words_of(how["command"]);
    for (const std::string& word : words_of(arguments))
        exhibit.command.push_back(word);
    return exhibit;
}

void select(Exhibit& exhibit, const std::string& cases) {
    exhibit.options.insert(exhibit.options.end(), {"--only", cases});
}

}  // namespace

void PrintTo(const Exhibit& exhibit, std::ostream* stream) {
    *stream << exhibit.name;
}

std::vector<Exhibit> conforming() {
    return exhibits("conforming", "warns", true);
}

// Their TCP is the kernel's: what the raw peer shows of it mostly says nothing about them.
std::vector<Exhibit> defects() {
    std::vector<Exhibit> all = exhibits("defects", "fails", false);
    for (Exhibit& exhibit : all) {
        const bool meets_raw_peer =
            std::any_of(exhibit.failing.begin(), exhibit.failing.end(),
                        [](const auto& id) { return id.find("/stack/") != std::string::npos; });
        if (!meets_raw_peer) exhibit.options.insert(exhibit.options.end(), {"--skip", "*/stack/*"});
    }
    return all;
}

std::vector<Exhibit> truths() {
    std::vector<Exhibit> all;
    for (const auto& role : YAML::LoadFile(in_fixtures("lies.yaml"))) {
        all.push_back(
            own_stack(role.first.as<std::string>(), role.second, role.second["usual-arguments"]));
        select(all.back(), role.second["cases"].as<std::string>());
        all.back().failing = ids_of(role.second["fails"]);
        all.back().conforms = all.back().failing.empty();
    }
    return all;
}

std::vector<Exhibit> lies() {
    std::vector<Exhibit> all;
    for (const auto& role : YAML::LoadFile(in_fixtures("lies.yaml"))) {
        for (const YAML::Node& node : role.second["lies"]) {
            const auto lie = node["lie"].as<std::string>();
            const YAML::Node arguments =
                node["arguments"] ? node["arguments"] : role.second["usual-arguments"];
            Exhibit exhibit = own_stack(role.first.as<std::string>(), role.second, arguments);
            exhibit.name += "_" + lie;
            exhibit.command.insert(exhibit.command.end(), {"--lie", lie});
            for (const std::string& word : words_of(node["options"]))
                exhibit.options.push_back(word);
            exhibit.options.insert(exhibit.options.end(), {"--patience", "1s"});
            exhibit.failing = ids_of(node["fails"]);
            exhibit.least_cases = exhibit.failing.size();
            for (const std::string& id : exhibit.failing)
                select(exhibit, id);
            all.push_back(exhibit);
        }
    }
    return all;
}

}  // namespace echospec::tests
