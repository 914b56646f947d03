// SPDX-License-Identifier: Apache-2.0
#include "reports/json/json.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/files.hpp"
#include "golden.hpp"
#include "readers.hpp"
#include "samples.hpp"
#include "verdict/codec.hpp"
#include "verdict/json_lines.hpp"

namespace echospec::reports::json {
namespace {

// What Python says of the file: its own JSON reader and its package jsonschema.
int python(const std::string& program, const std::string& text) {
    const std::string path = testing::TempDir() + "echospec-results.json";
    base::write_file(path, text);
    const std::string command =
        "python3 -c '" + program + "' '" + path + "' '" ECHOSPEC_RESULTS_SCHEMA "' 2> /dev/null";
    return std::system(command.c_str());
}

TEST(ResultsFile, IsAsItWas) {
    expect_golden("results.json", render(sample_run()));
}

TEST(ResultsFile, IsAsItWasInLines) {
    expect_golden("results.jsonl", verdict::encode_lines(sample_run()));
}

TEST(ResultsFile, HasTheKeysOfTheContract) {
    const auto json = nlohmann::json::parse(render(sample_run()));
    for (const char* key :
         {"echospec", "seed", "target", "environment", "summary", "cases", "footer"}) {
        EXPECT_TRUE(json.contains(key)) << key;
    }
    for (const char* key :
         {"id", "parameters", "verdict", "level", "duty", "requirements", "reason", "expected",
          "observed", "milliseconds", "steps", "artifacts"}) {
        EXPECT_TRUE(json["cases"][0].contains(key)) << key;
    }
    EXPECT_EQ(json["cases"][1]["parameters"]["size"], "64KiB");
}

TEST(ResultsFile, IsValidByItsSchema) {
    if (python("import jsonschema", "") != 0) return miss("python3-jsonschema");
    const std::string program =
        "import sys, json, jsonschema\n"
        "jsonschema.validate(json.load(open(sys.argv[1])), json.load(open(sys.argv[2])))";
    EXPECT_EQ(python(program, render(sample_run())), 0);
    EXPECT_EQ(python(program, render(verdict::RunResult{})), 0);
    EXPECT_EQ(python(program, render(arbitrary_run(1))), 0);
    EXPECT_NE(python(program, "{}"), 0);
}

// The digest as results.schema.json words it, by another program; times are what a run measures, so
// they are written as no two JSON writers write them.
TEST(ResultsFile, DigestIsWhatItsDescriptionSays) {
    const std::string program =
        "import sys, json, hashlib\n"
        "text = open(sys.argv[1]).read()\n"
        "body = text[: text.rindex(\",\\\"footer\\\":\")] + \"}\"\n"
        "digest = \"sha256:\" + hashlib.sha256(body.encode()).hexdigest()\n"
        "sys.exit(digest != json.loads(text)[\"footer\"][\"digest\"])";
    verdict::RunResult run = sample_run();
    run.cases[0].milliseconds = 0.254607;
    run.cases[1].reason = "what a target says: ,\"footer\":{}";
    EXPECT_EQ(python(program, render(run)), 0);
    EXPECT_TRUE(verdict::decode_run("results.json", render(run)));
}

TEST(ResultsFile, ArbitraryBytesStayReadable) {
    for (uint64_t seed = 0; seed < 40; ++seed) {
        verdict::RunResult run = arbitrary_run(seed);
        run.version = "0.1.0";
        const auto read = verdict::decode_run("results.json", render(run));
        ASSERT_TRUE(read.has_value()) << base::render(read.error());
        EXPECT_EQ(render(*read), render(run));
        const std::string lines = verdict::encode_lines(*read);
        const auto again = verdict::decode_lines("results.jsonl", lines);
        ASSERT_TRUE(again.has_value()) << base::render(again.error());
        EXPECT_EQ(render(*again), render(*read));
        const auto cut = verdict::decode_lines("cut", lines.substr(0, lines.size() / 2));
        EXPECT_TRUE(cut && cut->interrupted);
    }
}

}  // namespace
}  // namespace echospec::reports::json
