// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <ostream>
#include <set>

#include "sandbox/target.hpp"
#include "tests/e2e/program.hpp"
#include "tests/support/forked.hpp"

// Servers that nobody here wrote: what echospec says of each is what servers.yaml says.

namespace echospec::tests {
namespace {

using verdict::CaseResult;
using verdict::Verdict;
using Ids = std::set<std::string>;

const std::string kFolder = std::string(ECHOSPEC_SOURCE_DIR) + "/tests/e2e/";

struct Server {
    std::string name;
    std::vector<std::string> options;
    std::vector<std::string> command;
    bool optional = false;
    Ids deviates;
    Ids may_deviate;
};

void PrintTo(const Server& server, std::ostream* stream) {
    *stream << server.name;
}

std::vector<std::string> words(const YAML::Node& list) {
    std::vector<std::string> result;
    for (const YAML::Node& node : list) {
        std::string word = node.as<std::string>();
        const size_t at = word.find("{servers}");
        if (at != std::string::npos) word.replace(at, 9, kFolder + "servers");
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

std::vector<Server> servers() {
    std::vector<Server> all;
    for (const YAML::Node& node : YAML::LoadFile(kFolder + "servers.yaml")) {
        all.push_back({node["name"].as<std::string>(), words(node["options"]),
                       words(node["command"]), node["optional"].as<bool>(false),
                       cases(node["deviates"]), cases(node["may-deviate"])});
    }
    return all;
}

class PackagedServers : public NeedsSandbox, public testing::WithParamInterface<Server> {};

TEST_P(PackagedServers, AreJudgedAsTheListSays) {
    const Server& server = GetParam();
    if (sandbox::find_program(server.command[0]).empty()) {
        ASSERT_TRUE(server.optional) << server.command[0] << " is missing; run tools/setup test";
        GTEST_SKIP() << server.command[0] << " is not installed";
    }
    std::vector<std::string> line{"run", "--json", "-"};
    line.insert(line.end(), server.options.begin(), server.options.end());
    line.push_back("--");
    line.insert(line.end(), server.command.begin(), server.command.end());
    Ids observed;
    for (const CaseResult& one : results_of(echospec(line)).cases) {
        if (one.verdict == Verdict::pass || one.verdict == Verdict::skip) continue;
        observed.insert(one.id);
        EXPECT_TRUE(server.deviates.contains(one.id) || server.may_deviate.contains(one.id))
            << to_string(one.verdict) << " " << full_name(one) << ": " << one.reason;
    }
    for (const std::string& id : server.deviates) EXPECT_TRUE(observed.contains(id)) << id;
}

INSTANTIATE_TEST_SUITE_P(E2e, PackagedServers, testing::ValuesIn(servers()),
                         [](const auto& server) { return server.param.name; });

}  // namespace
}  // namespace echospec::tests
