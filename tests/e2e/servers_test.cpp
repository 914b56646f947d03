// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <ostream>
#include <set>

#include "sandbox/target.hpp"
#include "tests/e2e/program.hpp"
#include "tests/support/forked.hpp"

// Servers and clients that nobody here wrote: what echospec says of each is what servers.yaml and
// clients.yaml say.

namespace echospec::tests {
namespace {

using verdict::CaseResult;
using verdict::Verdict;
using Ids = std::set<std::string>;

const std::string kFolder = std::string(ECHOSPEC_SOURCE_DIR) + "/tests/e2e/";

struct Packaged {
    std::string name;
    std::vector<std::string> options;
    std::vector<std::string> command;
    bool optional = false;
    Ids deviates;
    Ids may_deviate;
};

void PrintTo(const Packaged& program, std::ostream* stream) {
    *stream << program.name;
}

std::vector<std::string> words(const YAML::Node& list) {
    std::vector<std::string> result;
    for (const YAML::Node& node : list) {
        std::string word = node.as<std::string>();
        for (const std::string folder : {"servers", "clients"}) {
            const size_t at = word.find("{" + folder + "}");
            if (at != std::string::npos) word.replace(at, folder.size() + 2, kFolder + folder);
        }
        result.push_back(word);
    }
    return result;
}

Ids cases(const YAML::Node& list) {
    Ids ids;
    for (const YAML::Node& node : list) {
        EXPECT_FALSE(node["because"].as<std::string>().empty());
        ids.insert(node["case"].as<std::string>());
    }
    return ids;
}

std::vector<Packaged> programs(const std::string& list) {
    std::vector<Packaged> all;
    for (const YAML::Node& node : YAML::LoadFile(kFolder + list)) {
        all.push_back({node["name"].as<std::string>(), words(node["options"]),
                       words(node["command"]), node["optional"].as<bool>(false),
                       cases(node["deviates"]), cases(node["may-deviate"])});
    }
    return all;
}

class PackagedPrograms : public NeedsSandbox, public testing::WithParamInterface<Packaged> {};

TEST_P(PackagedPrograms, AreJudgedAsTheListSays) {
    const Packaged& program = GetParam();
    if (sandbox::find_program(program.command[0]).empty()) {
        ASSERT_TRUE(program.optional) << program.command[0] << " is missing; run tools/setup test";
        GTEST_SKIP() << program.command[0] << " is not installed";
    }
    std::vector<std::string> line{"run", "--json", "-"};
    line.insert(line.end(), program.options.begin(), program.options.end());
    line.push_back("--");
    line.insert(line.end(), program.command.begin(), program.command.end());
    Ids observed;
    for (const CaseResult& one : results_of(echospec(line)).cases) {
        if (one.verdict == Verdict::pass || one.verdict == Verdict::skip) continue;
        observed.insert(one.id);
        EXPECT_TRUE(program.deviates.contains(one.id) || program.may_deviate.contains(one.id))
            << to_string(one.verdict) << " " << full_name(one) << ": " << one.reason;
    }
    for (const std::string& id : program.deviates)
        EXPECT_TRUE(observed.contains(id)) << id;
}

const auto kName = [](const auto& program) { return program.param.name; };

INSTANTIATE_TEST_SUITE_P(Servers, PackagedPrograms, testing::ValuesIn(programs("servers.yaml")),
                         kName);
INSTANTIATE_TEST_SUITE_P(Clients, PackagedPrograms, testing::ValuesIn(programs("clients.yaml")),
                         kName);

}  // namespace
}  // namespace echospec::tests
