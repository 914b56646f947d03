// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/support/sources.hpp"

// What a case for UDP can say, and what neither transport knows of the other.

namespace echospec::casefile {
namespace {

using Texts = std::vector<std::string>;

std::string udp_case(const std::string& steps) {
    return "title: A title\nwhy: A reason.\nlevel: must\nrequirements: [TCP-ONE]\n"
           "applies: {role: server, transport: udp}\nsteps:\n" +
           steps;
}

base::Result<Catalogue> load_udp(const std::string& steps) {
    return load(tests::small_catalogue_with("udp/server/group/it.yaml", udp_case(steps)));
}

// The first mistake, without the lines that show it.
std::string mistake_of(const base::Result<Catalogue>& loaded) {
    return loaded ? "" : loaded.error().front().message;
}

TEST(UdpCase, ReadsAsSentences) {
    const auto loaded = load_udp(
        "  - connect: {as: a, from: 127.0.0.2, port: 19, to: 127.0.0.3}\n"
        "  - send: {on: a, text: \"\"}\n"
        "  - send: {on: a, random: 0}\n"
        "  - receive: {on: a, echo: all, order: kept}\n"
        "  - receive: {on: a, text: hi}\n"
        "  - close: a\n");
    ASSERT_TRUE(loaded) << base::render(loaded.error());
    Texts texts;
    for (const Step& step : loaded->find_case("udp/server/group/it")->variants.at(0).steps)
        texts.push_back(step.text);
    EXPECT_EQ(texts,
              (Texts{"connect a, from 127.0.0.2, from port 19, to 127.0.0.3", "send \"\" on a",
                     "send 0 random bytes on a", "receive the whole echo, in order, on a",
                     "receive \"hi\" on a", "close a"}));
}

TEST(UdpCase, KnowsNoEndAndNoStream) {
    const auto mistake = [](const std::string& step) {
        return mistake_of(load_udp("  - connect:\n  - " + step + "\n"));
    };
    const std::string no_end = "in UDP nothing ends a conversation, and there is no half of one";
    for (const char* const step :
         {"receive: fin", "half-close:", "abort:", "send: {text: a, with-fin: true}"}) {
        EXPECT_EQ(mistake(step), no_end) << step;
    }
    EXPECT_EQ(mistake("send: {text: a, pieces: 1}"), "a datagram is not sent in pieces");
    EXPECT_EQ(mistake("receive: {echo: 4}"), "in UDP an echo is made of whole datagrams");
    EXPECT_EQ(mistake("send: {repeat: a, size: 65508}"), "a datagram holds at most 65507 bytes");
    EXPECT_EQ(mistake("pause-reading:"), "in UDP a tester that does not read only loses datagrams");
    EXPECT_EQ(mistake("repeat: {times: 2, steps: [{receive: reset}]}"), no_end);
    EXPECT_EQ(mistake_of(load_udp("  - connect:\nafter:\n  wire: {close: orderly}\n")),
              "in UDP there are no connections on the wire");
    EXPECT_EQ(mistake_of(load_udp("  - connect: {from: nowhere}\n")),
              "`nowhere` is not an address");
}

base::Result<Catalogue> load_udp_client(const std::string& steps) {
    return load(tests::small_catalogue_with(
        "udp/client/group/it.yaml",
        "title: A title\nwhy: A reason.\nlevel: must\nrequirements: [TCP-ONE]\n"
        "applies: {role: client, transport: udp}\nsteps:\n" +
            steps));
}

TEST(UdpClientCase, ReadsAsSentences) {
    const auto loaded = load_udp_client(
        "  - listen:\n"
        "  - accept: a\n"
        "  - receive: {on: a, message: all}\n"
        "  - connect: {as: stranger, from: 127.0.0.9}\n"
        "  - send: {on: a, echo: all}\n"
        "  - retries-or-ends: a\n"
        "  - stdout: {sender: a}\n"
        "  - stdout: with-sender\n");
    ASSERT_TRUE(loaded) << base::render(loaded.error());
    Texts texts;
    for (const Step& step : loaded->find_case("udp/client/group/it")->variants.at(0).steps)
        texts.push_back(step.text);
    EXPECT_EQ(texts, (Texts{"listen where the target connects to", "accept a",
                            "receive the client's message on a", "connect stranger, from 127.0.0.9",
                            "send the echo on a",
                            "unanswered, the target sends again on a, or ends with a failure",
                            "the target's stdout shows the address and port of a",
                            "the target's stdout shows a datagram and who sent it"}));
}

TEST(UdpClientCase, KnowsWhatTheTesterCannotDo) {
    const auto mistake = [](const std::string& steps) {
        return mistake_of(load_udp_client(steps));
    };
    EXPECT_EQ(mistake("  - listen:\n  - connect: stranger\n"),
              "nobody knows the client's address yet");
    EXPECT_EQ(mistake("  - listen: {send-buffer: 4KiB}\n"),
              "`listen` takes no buffers in UDP, where nothing is accepted");
    EXPECT_EQ(mistake("  - listen:\n  - accept:\n  - send: {echo: 1}\n"),
              "in UDP an echo is made of whole datagrams");
    EXPECT_EQ(mistake("  - listen:\n  - accept:\n  - echo:\n"),
              "in UDP each answer is a step of its own");
    EXPECT_EQ(mistake("  - listen:\n  - retries-or-ends: a\n"),
              "no connection `a` was opened before");
    EXPECT_EQ(mistake("  - listen:\n  - accept:\n  - stdout: {sender: b}\n"),
              "no connection `b` was opened before");
    EXPECT_EQ(mistake_of(load_udp("  - connect:\n  - retries-or-ends:\n")),
              "a server is started before the first step, and connected to");
}

TEST(TcpCase, KnowsNoDatagrams) {
    const auto mistake = [](const std::string& steps) {
        return mistake_of(load(tests::small_catalogue_with("tcp/server/group/it.yaml",
                                                           tests::case_text("steps:\n" + steps))));
    };
    EXPECT_EQ(mistake("  - connect: {to: 127.0.0.2}\n"),
              "`from`, `port` and `to` are for cases of UDP");
    EXPECT_EQ(mistake("  - connect:\n  - receive: {echo: all, order: kept}\n"),
              "`order` is for cases of UDP");
    EXPECT_EQ(mistake("  - connect:\n  - stdout: sender\n"),
              "only a datagram has a sender that is shown");
    EXPECT_EQ(mistake("  - connect:\n  - receive: {end: fin, order: kept}\n"),
              "`order` belongs to `echo` only");
    EXPECT_EQ(mistake("  - connect:\n  - send: {text: \"\"}\n"), "there is no byte in this text");
}

TEST(Profile, NamesASanityCaseForEachTransport) {
    auto files = tests::small_catalogue_with("udp/server/group/it.yaml",
                                             udp_case("  - connect:\n  - send: x\n"));
    files[1].content =
        "name: echo\ntitle: An echo\nport: 7\n"
        "sanity: [tcp/server/exchange/sanity, udp/server/group/it]\n"
        "claims: {replies: echo, serves: many}\n";
    const auto loaded = load(files);
    ASSERT_TRUE(loaded) << base::render(loaded.error());
    EXPECT_EQ(loaded->profiles[0].sanity_of(Role::server, Transport::tcp),
              "tcp/server/exchange/sanity");
    EXPECT_EQ(loaded->profiles[0].sanity_of(Role::server, Transport::udp), "udp/server/group/it");
}

}  // namespace
}  // namespace echospec::casefile
