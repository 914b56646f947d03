// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/support/sources.hpp"

namespace echospec::casefile {
namespace {

using Texts = std::vector<std::string>;

std::string mistakes_of(const std::vector<SourceFile>& files) {
    const auto loaded = load(files);
    return loaded ? "none" : base::render(loaded.error());
}

TEST(Load, TakesEveryKeyOfTheHead) {
    const Case it = tests::load_case(
        "duty: either\n"
        "revision: 3\n"
        "presumes: [tcp/server/exchange/sanity]\n"
        "formerly: [tcp/server/group/that]\n"
        "legal: [one way, another]\n"
        "causes: [\"a: mistake\"]\n"
        "start: {stdin: closed, output: unread, descriptors: 64}\n"
        "steps: [{connect: ~}]\n"
        "after: {target: {running: true, sockets-left: 0, descriptors-grown: 1, threads-grown: 2,\n"
        "                 children-grown: 3, memory-grown: 64MiB}}\n");
    EXPECT_EQ(it.id, "tcp/server/group/it");
    EXPECT_EQ(it.title, "A title");
    EXPECT_EQ(it.why, "A reason.");
    EXPECT_EQ(it.level, Level::must);
    EXPECT_EQ(it.duty, Duty::either);
    EXPECT_EQ(it.revision, 3);
    EXPECT_EQ(it.requirements, Texts{"TCP-ONE"});
    EXPECT_EQ(it.presumes, Texts{"tcp/server/exchange/sanity"});
    EXPECT_EQ(it.formerly, Texts{"tcp/server/group/that"});
    EXPECT_EQ(it.legal, (Texts{"one way", "another"}));
    EXPECT_EQ(it.causes, Texts{"a: mistake"});
    EXPECT_EQ(it.applies.claims, (std::map<std::string, std::string>{{"replies", "echo"}}));
    const Variant& variant = it.variants.at(0);
    EXPECT_EQ(variant.start.stdin_kind, Stdin::closed);
    EXPECT_FALSE(variant.start.output_read);
    EXPECT_EQ(variant.start.descriptor_limit, 64u);
    EXPECT_EQ(variant.after.running, true);
    EXPECT_EQ(variant.after.sockets_left, 0u);
    EXPECT_EQ(variant.after.descriptors_grown, 1u);
    EXPECT_EQ(variant.after.threads_grown, 2u);
    EXPECT_EQ(variant.after.children_grown, 3u);
    EXPECT_EQ(variant.after.memory_grown, 64u << 20);
    EXPECT_EQ(base::to_string(variant.after.position), "tcp/server/group/it.yaml:14:8");
}

TEST(Load, DefaultsAreTheUsual) {
    const Case it = tests::load_case("steps: [{connect: ~}]\n");
    EXPECT_EQ(it.duty, Duty::application);
    EXPECT_EQ(it.revision, 1);
    ASSERT_EQ(it.variants.size(), 1u);
    EXPECT_TRUE(it.variants[0].parameters.empty());
    EXPECT_EQ(it.variants[0].start.stdin_kind, Stdin::null_device);
    EXPECT_TRUE(it.variants[0].start.output_read);
    EXPECT_FALSE(it.variants[0].after.running.has_value());
}

TEST(Load, MatrixGivesEachCombinationOnce) {
    const Case it = tests::load_case(
        "matrix: {size: [1, 64KiB], end: [fin, reset]}\n"
        "steps: [{connect: ~}, {send: {random: $size}}, {receive: $end}]\n");
    Texts texts;
    for (const Variant& variant : it.variants) {
        texts.push_back(variant.parameters[0].second + " " + variant.parameters[1].second + ": " +
                        variant.steps.at(1).text + ", " + variant.steps.at(2).text);
    }
    EXPECT_EQ(texts,
              (Texts{"1 fin: send 1 random byte on client, receive FIN on client",
                     "1 reset: send 1 random byte on client, receive RST on client",
                     "64KiB fin: send 64 KiB of random bytes on client, receive FIN on client",
                     "64KiB reset: send 64 KiB of random bytes on client, receive RST on "
                     "client"}));
}

TEST(Load, ParametersStandWithinTextsAndDoubledDollarsForOne) {
    const Case it = tests::load_case(
        "matrix: {end: [\"\\r\\n\", \"\\n\"]}\n"
        "steps: [{connect: ~}, {send: \"$$5 $ 5$end\"}]\n");
    const Send& send = std::get<Send>(it.variants.at(0).steps.at(1).action);
    EXPECT_EQ(expand(send.payload, 0), "$5 $ 5\r\n");
    EXPECT_EQ(it.variants[0].parameters, (Parameters{{"end", "\\r\\n"}})) << "printable";
}

TEST(Load, ReadsRequirementsInOrder) {
    const Catalogue catalogue = load(tests::small_catalogue()).value();
    ASSERT_EQ(catalogue.requirements.size(), 2u);
    const Requirement& first = catalogue.requirements[0];
    EXPECT_EQ(first.id, "TCP-ONE");
    EXPECT_EQ(first.title, "The first one");
    EXPECT_EQ(first.group, "exchange");
    EXPECT_EQ(first.sources, Texts{"RFC 862: any data received is sent back"});
    EXPECT_EQ(first.untested, "");
    EXPECT_EQ(base::to_string(first.position), "requirements/tcp.yaml:1:3");
    const Requirement& second = catalogue.requirements[1];
    EXPECT_EQ(second.level, Level::should);
    EXPECT_EQ(second.duty, Duty::stack);
    EXPECT_EQ(second.untested, "nothing shows it");
    EXPECT_EQ(catalogue.find_requirement("TCP-TWO"), &second);
    EXPECT_EQ(catalogue.find_requirement("TCP-THREE"), nullptr);
}

TEST(Load, ReadsProfiles) {
    const Catalogue catalogue = load(tests::small_catalogue()).value();
    const Profile* echo = catalogue.find_profile("echo");
    ASSERT_NE(echo, nullptr);
    EXPECT_EQ(echo->title, "Sends back what it receives");
    EXPECT_EQ(echo->port, 7);
    EXPECT_EQ(echo->sanity_of(Role::server, Transport::tcp), "tcp/server/exchange/sanity");
    EXPECT_EQ(echo->claims,
              (std::map<std::string, std::string>{{"replies", "echo"}, {"serves", "many"}}));
    EXPECT_EQ(catalogue.find_profile("discard"), nullptr);
}

TEST(Load, OrdersCasesById) {
    auto files = tests::small_catalogue();
    for (const char* name : {"b", "c", "a"}) {
        files.push_back({std::string("tcp/server/group/") + name + ".yaml",
                         tests::case_text("steps: [{connect: ~}]\n"), ""});
    }
    const Catalogue catalogue = load(files).value();
    Texts ids;
    for (const Case& one : catalogue.cases)
        ids.push_back(one.id);
    EXPECT_EQ(ids, (Texts{"tcp/server/exchange/sanity", "tcp/server/group/a", "tcp/server/group/b",
                          "tcp/server/group/c"}));
}

TEST(Load, LaterFileReplacesAnEarlierOneOfItsPath) {
    auto files = tests::small_catalogue_with("tcp/server/group/it.yaml", "nonsense");
    files.push_back(
        {"tcp/server/group/it.yaml", tests::case_text("revision: 2\nsteps: [{connect: ~}]\n"), ""});
    EXPECT_EQ(load(files).value().find_case("tcp/server/group/it")->revision, 2);
}

TEST(Load, NamesFilesAsTheyAreShown) {
    auto files = tests::small_catalogue_with("tcp/server/group/it.yaml", "");
    files.back().shown = "cases/tcp/server/group/it.yaml";
    EXPECT_EQ(mistakes_of(files), "cases/tcp/server/group/it.yaml: error: the file is empty\n");
}

TEST(Load, ReportsTheMistakesOfAllFiles) {
    auto files = tests::small_catalogue_with("tcp/server/group/a.yaml", "");
    files.push_back({"tcp/server/group/b.yaml", "", ""});
    EXPECT_EQ(mistakes_of(files),
              "tcp/server/group/a.yaml: error: the file is empty\n"
              "tcp/server/group/b.yaml: error: the file is empty\n");
}

TEST(Load, BrokenFileMakesNoSecondMistakes) {
    auto files = tests::small_catalogue();
    files[0].content = "- id: [";
    files[1].content = "name: [";
    const auto loaded = load(files);
    ASSERT_FALSE(loaded.has_value());
    EXPECT_EQ(loaded.error().size(), 2u) << base::render(loaded.error());
}

TEST(Load, BrokenCaseMayBePresumed) {
    auto files = tests::small_catalogue_with("tcp/server/group/a.yaml", "a: [");
    files.push_back({"tcp/server/group/b.yaml",
                     tests::case_text("presumes: [tcp/server/group/a]\nsteps: [{connect: ~}]\n"),
                     ""});
    const auto loaded = load(files);
    ASSERT_FALSE(loaded.has_value());
    EXPECT_EQ(loaded.error().size(), 1u) << base::render(loaded.error());
}

}  // namespace
}  // namespace echospec::casefile
