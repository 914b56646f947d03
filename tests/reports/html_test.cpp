// SPDX-License-Identifier: Apache-2.0
#include "reports/html/html.hpp"

#include <gtest/gtest.h>

#include <pugixml.hpp>
#include <set>

#include "golden.hpp"
#include "reports/html/anchors.hpp"
#include "reports/html/difference.hpp"
#include "reports/html/nested_steps.hpp"
#include "samples.hpp"
#include "well_formed.hpp"

namespace echospec::reports::html {
namespace {

// The page without its style and script, which are not markup: the rest is well-formed XML too, so
// that a text which was not escaped cannot hide.
std::string markup(const std::string& page) {
    std::string text = page;
    for (const std::string element : {"style", "script"}) {
        const size_t begin = text.find("<" + element + ">");
        const size_t end = text.find("</" + element + ">", begin);
        if (end == std::string::npos) return "no " + element;
        text.erase(begin, end - begin + element.size() + 3);
    }
    return text;
}

pugi::xml_document parsed(const std::string& page) {
    pugi::xml_document document;
    const auto result = document.load_string(markup(page).c_str());
    EXPECT_TRUE(result) << result.description();
    return document;
}

std::string page_of(const verdict::RunResult& run) {
    return render(run, sample_catalogue());
}

TEST(Html, IsAsItWas) {
    expect_golden("report.html", markup(page_of(sample_run())));
}

void expect_links_within(const pugi::xml_document& document) {
    std::set<std::string> ids;
    for (const auto& each : document.select_nodes("//@id")) {
        EXPECT_TRUE(ids.insert(each.attribute().value()).second) << each.attribute().value();
    }
    for (const auto& each : document.select_nodes("//a/@href")) {
        const std::string href = each.attribute().value();
        if (!href.starts_with("#")) continue;
        EXPECT_TRUE(ids.contains(href.substr(1))) << href;
    }
}

TEST(Html, EveryLinkLeadsSomewhereInThePage) {
    expect_links_within(parsed(page_of(sample_run())));
    expect_links_within(parsed(render(sample_run(), casefile::Catalogue{})));
}

TEST(Html, AsksNothingOfAnyNetwork) {
    const std::string page = page_of(sample_run());
    EXPECT_NE(page.find("default-src 'none'"), std::string::npos);
    for (const char* word : {"http://", "https://", "src=", "@import"}) {
        EXPECT_EQ(page.find(word), std::string::npos) << word;
    }
    for (size_t at = page.find("url("); at != std::string::npos; at = page.find("url(", at + 1)) {
        EXPECT_EQ(page.substr(at, 5), "url(#");  // an arrowhead of the page's own
    }
}

TEST(Html, EveryCaseIsThereOnceWithItsVerdict) {
    const pugi::xml_document document = parsed(page_of(sample_run()));
    EXPECT_EQ(document.select_nodes("//details[@data-verdict]").size(), sample_run().cases.size());
    EXPECT_EQ(document.select_nodes("//section[@id='findings']//details[contains(@class, 'case')]")
                  .size(),
              5u);
    EXPECT_EQ(document.select_nodes("//td[@class='squares']//a").size(), sample_run().cases.size());
}

TEST(Html, FindingsAboutTheKernelStandApart) {
    verdict::RunResult run = sample_run();
    run.cases[1].duty = "stack";
    const pugi::xml_document document = parsed(page_of(run));
    EXPECT_EQ(document.select_nodes("//h3/following-sibling::details[@data-group='stack']").size(),
              1u);
    EXPECT_EQ(document.select_nodes("//tbody[tr/th[@class='apart']]/tr/td").size(), 2u);
}

TEST(Html, LevelsAreThoseThatEachGroupReaches) {
    const pugi::xml_document document = parsed(page_of(sample_run()));
    const auto words = [&](const std::string& group) {
        const auto cell = document.select_node(("//tr[@id='group/" + group + "']//b").c_str());
        return std::string(cell.node().child_value());
    };
    EXPECT_EQ(words("half-close"), "deviates");
    EXPECT_EQ(words("close"), "less than SHOULD");
    EXPECT_EQ(words("robustness"), "undecided");
    EXPECT_EQ(words("wire"), "not tested");
}

TEST(Html, SeveralTargetsAreAMatrixAndShareNoAnchor) {
    const pugi::xml_document document =
        parsed(render({sample_run(), sample_run()}, sample_catalogue()));
    expect_links_within(document);
    EXPECT_EQ(document.select_nodes("//table[@class='matrix']/tbody/tr").size(), 2u);
    EXPECT_EQ(document.select_nodes("//h1").size(), 1u);
    EXPECT_STREQ(document.select_node("//h1/span").node().child_value(), "0 of 2 conform");
}

TEST(Html, MissingDetailOfAStepIsNotTakenFromItsCase) {
    verdict::RunResult run = sample_run();
    run.cases = {run.cases[1]};
    run.cases[0].steps = {verdict::StepRecord{}};
    const pugi::xml_document document = parsed(page_of(run));
    EXPECT_FALSE(document.select_node("//ol//span[@class='saw']"));
}

TEST(Html, RunWithoutCasesHasAPage) {
    EXPECT_TRUE(is_xml(markup(render(verdict::RunResult{}, casefile::Catalogue{}))));
}

TEST(Html, ArbitraryBytesStayWellFormed) {
    for (uint64_t seed = 0; seed < 20; ++seed) {
        const std::string page = page_of(arbitrary_run(seed));
        EXPECT_TRUE(is_clean_text(page));
        EXPECT_TRUE(is_xml(markup(page)));
        const std::string both =
            render({arbitrary_run(seed), arbitrary_run(seed + 1)}, sample_catalogue());
        EXPECT_TRUE(is_clean_text(both));
        if (seed < 5) {
            EXPECT_TRUE(is_xml(markup(both)));
        }
    }
}

TEST(Html, StepsThatARepetitionHoldsAreAList) {
    const NestedSteps nested = nested_steps("repeat 2 times: connect a; send \"x; \\\"y\" on a");
    EXPECT_EQ(nested.head, "repeat 2 times:");
    EXPECT_EQ(nested.steps, (std::vector<std::string>{"connect a", "send \"x; \\\"y\" on a"}));
    EXPECT_TRUE(nested_steps("send \"repeat: a; b\" on a").steps.empty());
    EXPECT_EQ(nested_failure("in round 2, at \"connect a\": refused"), "connect a");
    EXPECT_EQ(nested_failure("refused"), "");
}

TEST(Html, DifferingBytesAreMarkedInBothLines) {
    EXPECT_EQ(difference_markup("first difference at offset 1\n"
                                "expected  000000: 61 80 62  |a.b|\n"
                                "observed  000000: 61 00 62  |a<b|\n"
                                "expected  the rest"),
              "first difference at offset 1\n"
              "expected  000000: 61 <mark>80</mark> 62  |a<mark>.</mark>b|\n"
              "observed  000000: 61 <mark>00</mark> 62  |a<mark>&lt;</mark>b|\n"
              "expected  the rest");
}

TEST(Html, AnchorsHoldNoSpecialCharacters) {
    EXPECT_EQ(slug("case", "tcp/x[size=64KiB] <\"&"), "case/tcp/x.size-64KiB----");
}

TEST(Html, FileReferenceIsNeitherSchemeNorHost) {
    EXPECT_EQ(file_reference("javascript:alert(1)"), "javascript%3Aalert%281%29");
    EXPECT_EQ(file_reference("//host/x"), "/host/x");
    EXPECT_EQ(file_reference("artifacts/a b.pcap"), "artifacts/a%20b.pcap");
}

}  // namespace
}  // namespace echospec::reports::html
