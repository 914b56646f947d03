// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "tests/layers/source_tree.hpp"

// Arrows point down, never up: every include of harness/ and reports/ against the design's table of
// layers, and every third party's header against the layers that may see it.

namespace echospec::tests {
namespace {

using Names = std::set<std::string>;

const std::map<std::string, Names>& layers_below() {
    static const std::map<std::string, Names> below{
        {"base", {}},
        {"wire", {"base"}},
        {"capture", {"wire", "base"}},
        {"casefile", {"wire", "base"}},
        {"verdict", {"casefile", "wire", "base"}},
        {"sandbox", {"wire", "capture", "base"}},
        {"peer", {"sandbox", "wire", "base"}},
        {"engine", {"peer", "sandbox", "verdict", "casefile", "capture", "wire", "base"}},
        {"reports", {"verdict", "casefile", "wire", "base"}},
        {"cli",
         {"reports", "engine", "peer", "sandbox", "verdict", "casefile", "capture", "wire",
          "base"}},
    };
    return below;
}

struct ThirdParty {
    std::string prefix;
    Names layers;  // empty: any
};

// The first that fits counts.
const std::vector<ThirdParty>& third_parties() {
    static const std::vector<ThirdParty> parties{
        {"CLI/", {"cli"}},
        {"boost/process/", {"sandbox"}},
        {"boost/asio", {"sandbox", "peer", "engine"}},
        {"boost/system/", {}},
        {"fmt/", {}},
        {"kainjow/", {"reports"}},
        {"mustache", {"reports"}},
        {"libmnl/", {"sandbox"}},
        {"nlohmann/", {"verdict", "reports"}},
        {"openssl/", {"base"}},
        {"pcap", {"capture"}},
        {"pugixml", {"reports"}},
        {"yaml-cpp/", {"casefile"}},
    };
    return parties;
}

// The C++ standard library has no dot and no slash in its names; the C library and the kernel have
// these folders.
bool is_system(const std::string& header) {
    static const Names folders{"arpa", "linux", "net", "netinet", "sys"};
    if (header.find('/') != std::string::npos) return folders.contains(layer_of_header(header));
    return header.find('.') == std::string::npos || header.ends_with(".h");
}

bool may_see(const std::string& layer, const std::string& header) {
    for (const ThirdParty& party : third_parties()) {
        if (header.starts_with(party.prefix)) {
            return party.layers.empty() || party.layers.contains(layer);
        }
    }
    return is_system(header);
}

bool may_include(const std::string& layer, const Include& include) {
    if (include.angled) return may_see(layer, include.header);
    const std::string other = layer_of_header(include.header);
    return other == layer || layers_below().at(layer).contains(other);
}

std::vector<TextFile> layered_files() {
    return source_files({"harness", "reports"});
}

TEST(Layers, EachFileBelongsToOne) {
    for (const TextFile& file : layered_files()) {
        if (file.path == "harness/CMakeLists.txt") continue;
        EXPECT_TRUE(layers_below().contains(layer_of_path(file.path))) << file.path;
    }
}

TEST(Layers, IncludeOnlyWhatTheirRowAllows) {
    for (const TextFile& file : layered_files()) {
        const std::string layer = layer_of_path(file.path);
        if (!layers_below().contains(layer)) continue;  // said by the test above
        for (const Include& include : includes_of(file)) {
            EXPECT_TRUE(may_include(layer, include))
                << file.path << ":" << include.line << ": " << layer << " must not include "
                << include.header;
        }
    }
}

TEST(Layers, TheTableItselfPointsDown) {
    for (const auto& [layer, below] : layers_below()) {
        for (const std::string& other : below) {
            ASSERT_TRUE(layers_below().contains(other)) << other;
            EXPECT_FALSE(layers_below().at(other).contains(layer)) << layer << " and " << other;
        }
    }
}

TEST(Layers, WouldBeFoundBroken) {
    EXPECT_FALSE(may_include("base", {1, "wire/segment.hpp", false}));
    EXPECT_FALSE(may_include("verdict", {1, "engine/plan.hpp", false}));
    EXPECT_FALSE(may_include("engine", {1, "reports/json/json.hpp", false}));
    EXPECT_FALSE(may_include("wire", {1, "relative.hpp", false}));
    EXPECT_FALSE(may_include("engine", {1, "boost/process/v2/process.hpp", true}));
    EXPECT_FALSE(may_include("cli", {1, "yaml-cpp/yaml.h", true}));
    EXPECT_FALSE(may_include("base", {1, "unheard/of.hpp", true}));
    EXPECT_TRUE(may_include("base", {1, "sys/socket.h", true}));
    EXPECT_TRUE(may_include("peer", {1, "boost/asio/ip/tcp.hpp", true}));
}

// Something pure reads no clock, waits for nothing, opens nothing.
TEST(Layers, PureOnesReadNoClock) {
    for (const TextFile& file : source_files({"harness/wire", "harness/verdict"})) {
        for (size_t i = 0; i < file.lines.size(); ++i) {
            for (const char* const word : {"Clock::now", "clock_gettime", "std::time(", "sleep"}) {
                EXPECT_EQ(file.lines[i].find(word), std::string::npos)
                    << file.path << ":" << i + 1 << ": " << word;
            }
        }
    }
}

}  // namespace
}  // namespace echospec::tests
