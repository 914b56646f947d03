// SPDX-License-Identifier: Apache-2.0
#include "reports/junit/junit.hpp"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <pugixml.hpp>
#include <set>

#include "golden.hpp"
#include "samples.hpp"
#include "well_formed.hpp"

namespace echospec::reports::junit {
namespace {

constexpr std::array kDialects{Dialect::rich,   Dialect::strict, Dialect::jenkins,
                               Dialect::gitlab, Dialect::github, Dialect::azure};

pugi::xml_document parsed(const std::string& text) {
    pugi::xml_document document;
    EXPECT_TRUE(document.load_string(text.c_str())) << text;
    return document;
}

int number(pugi::xml_node node, const char* name) {
    return node.attribute(name).as_int(-1);
}

size_t found(pugi::xml_node node, const char* path) {
    return node.select_nodes(path).size();
}

// Where the folder of public schemas is not there, as in a checkout alone, nothing is shown.
std::string schema(const std::string& name) {
    const std::string path = std::string(ECHOSPEC_JUNIT_SCHEMAS) + "/" + name;
    return std::filesystem::exists(path) ? path : "";
}

TEST(JUnit, RichIsAsItWas) {
    expect_golden("junit-rich.xml", render(sample_run(), Dialect::rich));
}

TEST(JUnit, StrictIsAsItWas) {
    expect_golden("junit-strict.xml", render(sample_run(), Dialect::strict));
}

TEST(JUnit, OtherDialectsAreAsTheyWere) {
    expect_golden("junit-jenkins.xml", render(sample_run(), Dialect::jenkins));
    expect_golden("junit-gitlab.xml", render(sample_run(), Dialect::gitlab));
    expect_golden("junit-github.xml", render(sample_run(), Dialect::github));
    expect_golden("junit-azure.xml", render(sample_run(), Dialect::azure));
}

TEST(JUnit, NamesOfDialectsAreTheCommandLines) {
    EXPECT_EQ(parse_dialect("rich"), Dialect::rich);
    EXPECT_EQ(parse_dialect("azure"), Dialect::azure);
    EXPECT_EQ(parse_dialect("Rich"), std::nullopt);
}

TEST(JUnit, CountsAddUpOnEveryLevel) {
    for (const Dialect dialect : kDialects) {
        const pugi::xml_document document = parsed(render(sample_run(), dialect));
        for (const pugi::xml_node suite : document.child("testsuites").children("testsuite")) {
            EXPECT_EQ(number(suite, "tests"), static_cast<int>(found(suite, "testcase")));
            EXPECT_EQ(number(suite, "failures"),
                      static_cast<int>(found(suite, "testcase/failure")));
            EXPECT_EQ(number(suite, "errors"), static_cast<int>(found(suite, "testcase/error")));
            EXPECT_EQ(number(suite, "skipped"), static_cast<int>(found(suite, "testcase/skipped")));
        }
        EXPECT_EQ(found(document, "//testcase"), sample_run().cases.size());
        EXPECT_EQ(found(document, "//failure"), 2u);
        EXPECT_EQ(found(document, "//error"), 2u);
        EXPECT_EQ(found(document, "//skipped"), 2u);
    }
}

TEST(JUnit, RootCountsAreThoseOfAllSuites) {
    const pugi::xml_document document = parsed(render(sample_run(), Dialect::rich));
    const pugi::xml_node root = document.child("testsuites");
    EXPECT_EQ(number(root, "tests"), 8);
    EXPECT_EQ(number(root, "failures"), 2);
    EXPECT_EQ(number(root, "errors"), 2);
    EXPECT_EQ(number(root, "skipped"), 2);
}

TEST(JUnit, NamesAreUniqueInTheFile) {
    verdict::RunResult run = sample_run();
    run.cases.insert(run.cases.end(), run.cases.begin(), run.cases.end());
    const pugi::xml_document document = parsed(render(run, Dialect::gitlab));
    std::set<std::string> names;
    for (const auto& each : document.select_nodes("//testcase")) {
        EXPECT_TRUE(names.insert(each.node().attribute("name").value()).second);
    }
}

TEST(JUnit, FindingIsBothMessageAndText) {
    const pugi::xml_document document = parsed(render(sample_run(), Dialect::rich));
    const pugi::xml_node failure = document.select_node("//failure").node();
    EXPECT_STREQ(failure.attribute("message").value(), "FIN after 4 KiB of 64 KiB");
    EXPECT_STREQ(failure.attribute("type").value(), "MUST");
    EXPECT_TRUE(std::string(failure.text().get()).starts_with("FIN after 4 KiB of 64 KiB\ncases/"));
}

TEST(JUnit, WarningPassesAndIsTold) {
    const pugi::xml_document document = parsed(render(sample_run(), Dialect::rich));
    const pugi::xml_node warned =
        document.select_node("//testcase[contains(@name, 'promptly')]").node();
    EXPECT_FALSE(warned.child("failure"));
    EXPECT_TRUE(std::string(warned.child_value("system-out")).starts_with("warning (should): FIN"));
}

TEST(JUnit, TargetCannotAttachFiles) {
    verdict::RunResult run = sample_run();
    run.cases = {run.cases[1]};
    run.cases[0].target_stdout = "[[ATTACHMENT|/etc/passwd]]\n";
    run.cases[0].target_stderr = "[[ATTACHMENT|/etc/passwd]]\n";
    for (const Dialect dialect : kDialects) {
        EXPECT_EQ(render(run, dialect).find("[[ATTACHMENT|/etc"), std::string::npos);
    }
}

TEST(JUnit, StrictIsValidByBothPublicSchemas) {
    if (schema("windyroad-junit.xsd").empty()) GTEST_SKIP() << "the schemas are not there";
    for (const verdict::RunResult& run : {sample_run(), verdict::RunResult{}, arbitrary_run(1)}) {
        const std::string text = render(run, Dialect::strict);
        EXPECT_TRUE(is_valid_xml(text, schema("windyroad-junit.xsd")));
        EXPECT_TRUE(is_valid_xml(text, schema("jenkins-junit-10.xsd")));
    }
}

TEST(JUnit, JenkinsIsValidByItsSchema) {
    if (schema("jenkins-junit-10.xsd").empty()) GTEST_SKIP() << "the schemas are not there";
    EXPECT_TRUE(
        is_valid_xml(render(sample_run(), Dialect::jenkins), schema("jenkins-junit-10.xsd")));
}

TEST(JUnit, ArbitraryBytesStayWellFormed) {
    for (uint64_t seed = 0; seed < 20; ++seed) {
        for (const Dialect dialect : kDialects) {
            const std::string text = render(arbitrary_run(seed), dialect);
            EXPECT_TRUE(is_clean_text(text));
            if (seed >= 3) continue;
            EXPECT_TRUE(is_xml(text));
        }
    }
}

}  // namespace
}  // namespace echospec::reports::junit
