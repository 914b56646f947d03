// SPDX-License-Identifier: Apache-2.0
#include "reports/compliance/compliance.hpp"

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include "base/text.hpp"
#include "golden.hpp"
#include "reports/compliance/sections.hpp"
#include "reports/compliance/statement.hpp"
#include "samples.hpp"
#include "well_formed.hpp"

namespace echospec::reports::compliance {
namespace {

Line line_of(const std::string& id) {
    for (const Chapter& chapter : state(sample_run(), sample_catalogue()).chapters) {
        for (const Line& line : chapter.lines) {
            if (line.id == id) return line;
        }
    }
    ADD_FAILURE() << id << " is not in the statement";
    return {};
}

TEST(Compliance, FailureMakesTheRequirementDeviate) {
    EXPECT_EQ(line_of("TCP-HALF-1").outcome, Outcome::deviates);
    EXPECT_EQ(line_of("TCP-HALF-1").reason, "FIN after 4 KiB of 64 KiB");
    EXPECT_EQ(line_of("TCP-HALF-1").cases,
              std::vector<std::string>{"tcp/server/half-close/drains-before-fin[size=64KiB]"});
}

TEST(Compliance, PassMakesItConform) {
    EXPECT_EQ(line_of("TCP-EST-1").outcome, Outcome::conforms);
    EXPECT_EQ(line_of("TCP-EST-1").reason, "");
}

TEST(Compliance, WhatWasSkippedIsNotObserved) {
    EXPECT_EQ(line_of("TCP-WIRE-1").outcome, Outcome::not_observed);
    EXPECT_EQ(line_of("TCP-WIRE-1").reason, "skip: segments are not seen without the sandbox");
}

TEST(Compliance, WhatWasNotPlannedIsNotApplicable) {
    EXPECT_EQ(line_of("UDP-MSG-1").outcome, Outcome::not_applicable);
    EXPECT_EQ(line_of("UDP-MSG-1").reason,
              "no case of it was planned for a server over tcp, profile echo");
}

TEST(Compliance, WhatNoCaseShowsSaysWhy) {
    EXPECT_EQ(line_of("TCP-TIME-1").outcome, Outcome::not_observed);
    EXPECT_EQ(line_of("TCP-TIME-1").reason, "it would take two minutes");
    EXPECT_EQ(line_of("TCP-LOST-1").reason, "no case shows it");
}

TEST(Compliance, EveryRequirementIsCountedOnce) {
    const Statement statement = state(sample_run(), sample_catalogue());
    int total = 0;
    for (const Outcome outcome : kOutcomes)
        total += count(statement, outcome);
    EXPECT_EQ(total, static_cast<int>(sample_catalogue().requirements.size()));
}

TEST(Compliance, SectionsAreInTheDocumentsOrder) {
    EXPECT_TRUE(stands_before("3.9", "3.10"));
    EXPECT_TRUE(stands_before("RFC 862", "RFC 9293"));
    EXPECT_FALSE(stands_before("3.10", "3.9"));
    EXPECT_FALSE(stands_before("3.9", "3.9"));
    EXPECT_TRUE(stands_before("3", "3.1"));
    EXPECT_FALSE(stands_before("3.1", "3.01"));
    EXPECT_FALSE(stands_before("3.01", "3.1"));
}

TEST(Compliance, SourceIsDocumentAndSection) {
    EXPECT_EQ(place_of("RFC 9293 §3.10.7.4: \"Enter\"").document, "RFC 9293");
    EXPECT_EQ(place_of("RFC 9293 §3.10.7.4: \"Enter\"").section, "3.10.7.4");
    EXPECT_EQ(place_of("RFC 862, TCP Based Echo Service").document, "RFC 862");
    EXPECT_EQ(place_of("RFC 862, TCP Based Echo Service").section, "TCP Based Echo Service");
    EXPECT_EQ(place_of("").document, "Good practice");
}

TEST(Compliance, MarkdownIsAsItWas) {
    expect_golden("compliance.md", render_markdown(sample_run(), sample_catalogue()));
}

TEST(Compliance, YamlIsAsItWas) {
    expect_golden("compliance.yaml", render_yaml(sample_run(), sample_catalogue()));
}

TEST(Compliance, YamlIsReadByAnotherParser) {
    for (uint64_t seed = 0; seed < 40; ++seed) {
        const std::string text = render_yaml(arbitrary_run(seed), sample_catalogue());
        EXPECT_TRUE(is_clean_text(text));
        EXPECT_EQ(YAML::Load(text)["requirements"].size(), sample_catalogue().requirements.size());
    }
    EXPECT_EQ(YAML::Load(render_yaml({}, {}))["requirements"].size(), 0u);
}

// Cells are parted by pipes, unless a backslash stands before one.
int cells(const std::string& row) {
    int pipes = 0;
    for (size_t i = 0; i < row.size(); ++i) {
        if (row[i] == '\\')
            ++i;
        else if (row[i] == '|')
            ++pipes;
    }
    return pipes - 1;
}

TEST(Compliance, MarkdownOfArbitraryBytesKeepsItsTables) {
    for (uint64_t seed = 0; seed < 40; ++seed) {
        const std::string text = render_markdown(arbitrary_run(seed), sample_catalogue());
        EXPECT_TRUE(is_clean_text(text));
        for (const std::string& line : base::split(text, '\n')) {
            if (!line.starts_with("|")) continue;
            EXPECT_EQ(cells(line), 5) << line;
        }
    }
}

}  // namespace
}  // namespace echospec::reports::compliance
