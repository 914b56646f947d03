// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "base/files.hpp"
#include "casefile/target_file.hpp"
#include "tests/support/sources.hpp"

// The JSON Schema for editors names the same keys and steps as the loader.

namespace echospec::casefile {
namespace {

using Names = std::set<std::string>;

nlohmann::json schema() {
    const std::string path = std::string(ECHOSPEC_SOURCE_DIR) + "/cases/case.schema.json";
    return nlohmann::json::parse(base::read_file(path).value());
}

Names keys_of(const nlohmann::json& object) {
    Names names;
    for (const auto& [name, value] : object.items())
        names.insert(name);
    return names;
}

std::string mistakes_of(const std::string& content) {
    const auto loaded = load(tests::small_catalogue_with("tcp/server/group/it.yaml", content));
    return loaded ? "" : base::render(loaded.error());
}

TEST(Schema, KnowsEveryKeyOfTheHead) {
    const auto loaded = load(tests::small_catalogue_with("tcp/server/group/it.yaml", "zzzz: 1\n"));
    ASSERT_FALSE(loaded.has_value());
    const std::string hint = loaded.error().back().hint;
    ASSERT_TRUE(hint.starts_with("one of: ")) << hint;
    Names known;
    for (const std::string& name : base::split(hint.substr(8), ',')) {
        known.insert(name.substr(name.find_first_not_of(' ')));
    }
    EXPECT_EQ(keys_of(schema()["properties"]), known);
}

TEST(Schema, KnowsEveryStep) {
    const Names steps = keys_of(schema()["definitions"]["step"]["properties"]);
    EXPECT_EQ(steps.size(), std::variant_size_v<Action>);
    for (const std::string& step : steps) {
        const std::string mistakes = mistakes_of(tests::case_text("steps:\n  - " + step + ":\n"));
        EXPECT_EQ(mistakes.find("unknown step"), std::string::npos) << mistakes;
    }
}

TEST(Schema, KnowsEveryKeyOfATarget) {
    const std::string path = std::string(ECHOSPEC_SOURCE_DIR) + "/cases/target.schema.json";
    const auto targets = nlohmann::json::parse(base::read_file(path).value());
    const Catalogue catalogue = load(tests::small_catalogue()).value();
    std::string content;
    for (const std::string& key : keys_of(targets["definitions"]["target"]["properties"]))
        content += key + ":\n";
    const auto read = read_targets({"t.yaml", content + "zzzz: 1\n"}, catalogue);
    ASSERT_FALSE(read);
    const std::string told = base::render(read.error());
    EXPECT_NE(told.find("unknown key `zzzz`"), std::string::npos) << told;
    EXPECT_EQ(told.find("unknown key"), told.rfind("unknown key")) << told;
}

TEST(Schema, KnowsEverySignal) {
    const nlohmann::json names = schema()["definitions"]["signal"]["anyOf"][0]["enum"];
    for (const auto& name : names) {
        const std::string step = "steps:\n  - signal: " + name.get<std::string>() + "\n";
        EXPECT_EQ(mistakes_of(tests::case_text(step)), "");
    }
}

TEST(Schema, KnowsEverySettingOfTheKernel) {
    const std::string told = mistakes_of("start: {kernel: {zzzz: 1}}\n");
    const nlohmann::json settings = schema()["properties"]["start"]["properties"]["kernel"];
    const Names names = keys_of(settings["properties"]);
    EXPECT_EQ(names.size(), 23U);
    for (const std::string& name : names)
        EXPECT_NE(told.find(" " + name), std::string::npos) << name << " is not in\n" << told;
}

// The keys that the loader's hint names, where one that it does not know stands in `steps`.
Names known_in(const std::string& steps) {
    const auto loaded = load(tests::small_catalogue_with("tcp/server/group/it.yaml",
                                                         tests::case_text("steps:\n" + steps)));
    const std::string hint = loaded ? "" : loaded.error().front().hint;
    Names known;
    if (hint.starts_with("one of: ")) {
        for (const std::string& name : base::split(hint.substr(8), ','))
            known.insert(name.substr(name.find_first_not_of(' ')));
    }
    return known;
}

TEST(Schema, KnowsEveryFieldOfTheRawPeer) {
    const nlohmann::json all = schema()["definitions"];
    const auto fields = [&](const std::string& definition) {
        return keys_of(all[definition]["anyOf"].back()["properties"]);
    };
    const nlohmann::json steps = all["step"]["properties"];
    const auto of_step = [&](const std::string& step) {
        return keys_of(steps[step]["anyOf"][2]["properties"]);
    };
    EXPECT_EQ(fields("segment-sent"), known_in("  - segment: {send: {zzzzzzzz: 1}}\n"));
    EXPECT_EQ(fields("datagram-sent"), known_in("  - datagram: {send: {data: a, zzzzzzzz: 1}}\n"));
    EXPECT_EQ(of_step("raw-peer"), known_in("  - raw-peer: {zzzzzzzz: 1}\n"));
    EXPECT_EQ(of_step("icmp"), known_in("  - icmp: {zzzzzzzz: 1}\n"));
    EXPECT_EQ(keys_of(steps["segment"]["properties"]),
              known_in("  - segment: {send: SYN, zzzzzzzz: 1}\n"));
    EXPECT_EQ(keys_of(steps["initial-numbers"]["properties"]),
              known_in("  - initial-numbers: {are: rising, zzzzzzzz: 1}\n"));
    Names wanted = fields("segment-shape");
    wanted.insert("one-of");
    EXPECT_EQ(wanted, known_in("  - segment: {expect: {zzzzzzzz: 1}}\n"));
}

}  // namespace
}  // namespace echospec::casefile
