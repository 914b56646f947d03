// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <csignal>

#include "tests/support/sources.hpp"

namespace echospec::casefile {
namespace {

using Texts = std::vector<std::string>;

std::vector<Step> steps_of(const std::string& steps) {
    return tests::load_case("steps:\n" + steps).variants.at(0).steps;
}

Texts texts_of(const std::string& steps) {
    Texts texts;
    for (const Step& step : steps_of(steps))
        texts.push_back(step.text);
    return texts;
}

TEST(Steps, OfAConversationReadAsSentences) {
    EXPECT_EQ(
        texts_of("  - connect:\n"
                 "  - connect: a\n"
                 "  - connect: {as: crowd, count: 100, family: ipv6, receive-buffer: 4KiB}\n"
                 "  - send: hello\n"
                 "  - send: {on: a, random: 64KiB, pieces: 1}\n"
                 "  - send: {every-byte: true, with-fin: true}\n"
                 "  - receive: {echo: all}\n"
                 "  - receive: {on: a, echo: 4KiB}\n"
                 "  - receive: {text: hi}\n"
                 "  - receive: fin\n"
                 "  - receive: {on: a, end: reset}\n"
                 "  - receive: {on: crowd, end: end}\n"
                 "  - silence:\n"
                 "  - silence: crowd\n"),
        (Texts{"connect client", "connect a",
               "connect crowd, 100 connections, over IPv6, with a receive buffer of 4 KiB",
               "send \"hello\" on client", "send 64 KiB of random bytes on a, 1 byte at a time",
               "send every byte value on client, the FIN on the last segment",
               "receive the whole echo on client", "receive 4 KiB of the echo on a",
               "receive \"hi\" on client", "receive FIN on client", "receive RST on a",
               "receive FIN or RST on crowd", "silence on every connection", "silence on crowd"}));
}

TEST(Steps, OnAConnectionReadAsSentences) {
    EXPECT_EQ(
        texts_of("  - connect:\n"
                 "  - connect: a\n"
                 "  - pause-reading:\n"
                 "  - resume-reading: a\n"
                 "  - half-close:\n"
                 "  - half-close: a\n"
                 "  - close: a\n"
                 "  - abort:\n"),
        (Texts{"connect client", "connect a", "pause reading on client", "resume reading on a",
               "half-close client", "half-close a", "close a", "abort client"}));
}

TEST(Steps, OnTheTargetReadAsSentences) {
    EXPECT_EQ(
        texts_of("  - settle:\n"
                 "  - signal: TERM\n"
                 "  - exit: any\n"
                 "  - exit: {status: 0}\n"
                 "  - exit: {status: 0, signal: TERM}\n"
                 "  - restart:\n"
                 "  - target-closes:\n"
                 "  - second-instance:\n"
                 "  - idle:\n"
                 "  - remember: resources\n"
                 "  - still-serves:\n"
                 "  - still-serves: 20\n"),
        (Texts{"wait until the target has settled", "send SIGTERM to the target", "the target ends",
               "the target ends with status 0", "the target ends with status 0 or by SIGTERM",
               "restart the target", "the target closes its connections, and serves again",
               "start a second instance", "the target takes no processor time",
               "remember the target's resources", "the target still serves a new connection",
               "the target still serves 20 new connections, one after another"}));
}

TEST(Steps, OfALoopAreWithinIt) {
    const std::vector<Step> steps =
        steps_of("  - repeat: {times: 100, steps: [{connect: a}, {close: a}]}\n");
    EXPECT_EQ(steps.at(0).text, "repeat 100 times: connect a; close a");
    const Repeat& repeat = std::get<Repeat>(steps.at(0).action);
    EXPECT_EQ(repeat.times, 100u);
    EXPECT_EQ(std::get<Connect>(repeat.steps.at(0).action).as, "a");
    EXPECT_EQ(std::get<Close>(repeat.steps.at(1).action).on, "a");
}

TEST(Steps, StandWhereTheirNameStands) {
    const std::vector<Step> steps = steps_of("  - connect:\n  - close:\n");
    EXPECT_EQ(base::to_string(steps.at(1).position), "tcp/server/group/it.yaml:8:5");
}

TEST(Steps, HoldTheirValues) {
    const std::vector<Step> steps = steps_of(
        "  - connect: {as: a, count: 3, family: ipv6, receive-buffer: 4KiB}\n"
        "  - send: {on: a, hex: \"00 ff\", pieces: 2, with-fin: true}\n"
        "  - receive: {on: a, echo: 1}\n"
        "  - receive: {on: a, repeat: xy, size: 3}\n"
        "  - signal: STOP\n"
        "  - exit: {status: 1, signal: KILL}\n");
    const Connect& connect = std::get<Connect>(steps.at(0).action);
    EXPECT_EQ(connect.count, 3u);
    EXPECT_EQ(connect.family, Family::ipv6);
    EXPECT_EQ(connect.receive_buffer, 4096u);
    const Send& send = std::get<Send>(steps.at(1).action);
    EXPECT_EQ(send.on, "a");
    EXPECT_EQ(expand(send.payload, 0), std::string("\0\xff", 2));
    EXPECT_EQ(send.pieces, 2u);
    EXPECT_TRUE(send.with_fin);
    EXPECT_EQ(std::get<ExpectEcho>(std::get<Receive>(steps.at(2).action).expected).size, 1u);
    const Receive& bytes = std::get<Receive>(steps.at(3).action);
    EXPECT_EQ(expand(std::get<ExpectBytes>(bytes.expected).payload, 0), "xyx");
    EXPECT_EQ(std::get<Signal>(steps.at(4).action).number, SIGSTOP);
    EXPECT_EQ(std::get<Exit>(steps.at(5).action).status, 1);
    EXPECT_EQ(std::get<Exit>(steps.at(5).action).signal, "KILL");
}

TEST(Steps, MayReopenAConnectionThatHasEnded) {
    EXPECT_EQ(texts_of("  - connect:\n  - close:\n  - connect:\n  - abort:\n  - connect:\n"
                       "  - half-close:\n  - receive: fin\n  - connect:\n  - receive: reset\n"
                       "  - connect:\n  - receive: end\n  - close:\n  - connect:\n")
                  .size(),
              13u);
}

TEST(Steps, OfALoopMayUseWhatWasOpenedBefore) {
    EXPECT_EQ(texts_of("  - connect:\n"
                       "  - repeat: {times: 2, steps: [{send: a}, {receive: {echo: all}}]}\n"
                       "  - repeat: {times: 1, steps: [{close: client}]}\n")
                  .size(),
              3u);
}

}  // namespace
}  // namespace echospec::casefile
