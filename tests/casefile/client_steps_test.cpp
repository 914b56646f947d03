// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "casefile/catalogue.hpp"
#include "tests/support/sources.hpp"

// The steps of cases for clients, and of what a target prints.

namespace echospec::casefile {
namespace {

using Texts = std::vector<std::string>;

std::string client_case(const std::string& body) {
    return "title: A title\nwhy: A reason.\nlevel: must\nrequirements: [TCP-ONE]\n"
           "applies: {role: client, transport: tcp, replies: echo}\n" +
           body;
}

base::Result<Catalogue> loaded(const std::string& body) {
    return load(tests::small_catalogue_with("tcp/client/group/it.yaml", client_case(body)));
}

Variant variant_of(const std::string& body) {
    const auto catalogue = loaded(body);
    if (!catalogue) throw std::runtime_error(base::render(catalogue.error()));
    return catalogue->find_case("tcp/client/group/it")->variants.at(0);
}

std::string mistakes_of(const std::string& steps) {
    const auto catalogue = loaded("steps:\n" + steps);
    return catalogue ? "" : base::render(catalogue.error());
}

TEST(ClientSteps, ReadAsSentences) {
    Texts texts;
    const Variant variant = variant_of(
        "steps:\n"
        "  - listen: {receive-buffer: 4KiB, send-buffer: 16KiB}\n"
        "  - start-target:\n"
        "  - accept: a\n"
        "  - echo: {on: a, holding: 16KiB}\n"
        "  - receive: {on: a, message: all}\n"
        "  - receive: {on: a, message: 10}\n"
        "  - receive: {on: a, nothing: true}\n"
        "  - send: {on: a, echo: 1}\n"
        "  - send: {on: a, echo: all, pieces: 1}\n"
        "  - stdout: message\n"
        "  - stdout: {sent: all, on: a, at-least: 3, at-most: 1KiB}\n"
        "  - stdout: {text: hi}\n"
        "  - stdout: only-text\n"
        "  - stderr: not-empty\n"
        "  - exit: by-itself\n"
        "  - exit: failure\n");
    for (const Step& step : variant.steps)
        texts.push_back(step.text);
    EXPECT_EQ(
        texts,
        (Texts{"listen where the target connects to, with a receive buffer of 4 KiB, with a "
               "send buffer of 16 KiB",
               "start the target", "accept a",
               "from here on, send back what comes on a, reading no more while 16 KiB wait to "
               "be sent",
               "receive the client's message on a", "receive 10 bytes of the client's message on a",
               "receive no byte on a", "send 1 byte of the echo on a",
               "send the echo on a, 1 byte at a time", "the target's stdout shows its message",
               "the target's stdout shows what was sent on a, at least 3 bytes of it, at most "
               "1 KiB of it",
               "the target's stdout shows \"hi\"", "the target's stdout is text",
               "the target's stderr says something", "the target ends by itself, by no signal",
               "the target ends with a failure: a status other than 0"}));
}

TEST(ClientSteps, MayNameTheMessageThatIsGiven) {
    const std::string steps = "steps:\n  - listen:\n  - accept:\n";
    EXPECT_FALSE(variant_of(steps).start.message);
    EXPECT_EQ(variant_of("start: {message: hi}\n" + steps).start.message, Payload(Literal{"hi"}));
    EXPECT_EQ(variant_of("start: {message: {random: 1KiB}}\n" + steps).start.message,
              Payload(Random{1024}));
}

TEST(ClientSteps, AreInTheOrderInWhichTheyCanBeDone) {
    EXPECT_NE(mistakes_of("  - accept:\n").find("nobody listens for the client yet"),
              std::string::npos);
    EXPECT_NE(mistakes_of("  - listen:\n  - exit: any\n").find("has not been started yet"),
              std::string::npos);
    EXPECT_EQ(mistakes_of("  - start-target:\n  - exit: failure\n"), "");
    EXPECT_NE(mistakes_of("  - listen:\n  - accept:\n  - accept:\n").find("is open already"),
              std::string::npos);
}

TEST(ClientSteps, AreNotThoseOfServers) {
    for (const std::string step :
         {"connect", "restart", "target-closes", "second-instance", "still-serves"}) {
        EXPECT_NE(mistakes_of("  - " + step + ":\n").find("nobody connects to a client"),
                  std::string::npos)
            << step;
    }
    for (const std::string step : {"listen", "accept", "start-target"}) {
        const auto catalogue = load(tests::small_catalogue_with(
            "tcp/server/group/it.yaml", tests::case_text("steps:\n  - " + step + ":\n")));
        ASSERT_FALSE(catalogue);
        EXPECT_NE(base::render(catalogue.error()).find("a server is started before the first step"),
                  std::string::npos);
    }
}

TEST(StdoutStep, SaysWhatItTakes) {
    const std::string start = "  - listen:\n  - accept:\n";
    EXPECT_NE(mistakes_of(start + "  - stdout: hi\n").find("{text: hi}"), std::string::npos);
    EXPECT_NE(mistakes_of(start + "  - stdout: {at-most: 3}\n").find("nothing to look for"),
              std::string::npos);
    EXPECT_NE(mistakes_of(start + "  - stdout: {sent: all, text: x}\n").find("more than one thing"),
              std::string::npos);
    EXPECT_NE(mistakes_of(start + "  - stdout: {sent: all, on: b}\n").find("no connection `b`"),
              std::string::npos);
    EXPECT_NE(mistakes_of(start + "  - stderr: empty\n").find("one of: not-empty"),
              std::string::npos);
}

}  // namespace
}  // namespace echospec::casefile
