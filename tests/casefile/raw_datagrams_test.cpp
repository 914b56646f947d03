// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/support/sources.hpp"

// The raw peer's steps that only some cases know: those of UDP, and those of clients.

namespace echospec::casefile {
namespace {

using Texts = std::vector<std::string>;

base::Result<Catalogue> load_for(const std::string& role, const std::string& transport,
                                 const std::string& steps) {
    const std::string path = transport + "/" + role + "/group/it.yaml";
    return load(tests::small_catalogue_with(
        path,
        "title: A title\nwhy: A reason.\nlevel: must\nrequirements: [TCP-ONE]\n"
        "applies: {role: " +
            role + ", transport: " + transport + "}\nsteps:\n" + steps));
}

std::vector<Step> udp_steps(const std::string& steps) {
    const auto loaded = load_for("server", "udp", steps);
    if (!loaded) throw std::runtime_error(base::render(loaded.error()));
    return loaded->find_case("udp/server/group/it")->variants.at(0).steps;
}

// The first mistake and its hint; "" if there is none.
std::string mistake_of(const base::Result<Catalogue>& loaded) {
    if (loaded) return "";
    const base::Diagnostic first = loaded.error().front();
    return first.message + " | " + first.hint;
}

TEST(Datagrams, ReadAsSentences) {
    Texts texts;
    for (const Step& step :
         udp_steps("  - raw-peer: a\n"
                   "  - datagram: {on: a, send: hi}\n"
                   "  - datagram: {on: a, send: {data: {random: 0}, checksum: wrong}}\n"
                   "  - datagram: {on: a, send: {data: hi, checksum: none, from-port: 0, "
                   "from: 127.0.0.9, length: 4}}\n"
                   "  - datagram: {on: a, send: {data: hi, from: target}}\n"
                   "  - datagram: {on: a, expect: hi}\n"
                   "  - datagram: {on: a, expect: {data: \"\"}}\n"
                   "  - datagram: {on: a, expect: [one, {hex: \"00\"}, {data: {text: two}}]}\n"
                   "  - datagram: {on: a, expect: nothing}\n"
                   "  - datagram: {on: a, expect: \"nothing\"}\n"
                   "  - icmp: a\n"
                   "  - icmp: {on: a, expect: {type: 3, code: 3}}\n"
                   "  - icmp: {on: a, expect: nothing}\n"
                   "  - vanish: a\n"))
        texts.push_back(step.text);
    EXPECT_EQ(texts,
              (Texts{"raw peer a", "send the datagram \"hi\" on a",
                     "send the datagram 0 random bytes, wrong checksum on a",
                     "send the datagram \"hi\", no checksum, from port 0, from 127.0.0.9, "
                     "length field 4 on a",
                     "send the datagram \"hi\", as if from the target on a",
                     "expect the datagram \"hi\" on a", "expect the datagram \"\" on a",
                     "expect the datagrams \"one\" and \"\\x00\" and \"two\", in any "
                     "order, on a",
                     "expect no datagram on a", "expect the datagram \"nothing\" on a",
                     "send ICMP type 3 code 1 (host unreachable) on a",
                     "expect ICMP type 3 code 3 (port unreachable) on a",
                     "expect no ICMP error on a", "a vanishes and answers nothing any more"}));
}

TEST(Datagrams, AreNotSegments) {
    const auto mistake = [](const std::string& step) {
        return mistake_of(load_for("server", "udp", "  - raw-peer:\n  - " + step + "\n"));
    };
    EXPECT_EQ(mistake("segment: {send: SYN}"),
              "in UDP there are no segments | `datagram: {send: hi}`, or {expect: hi}");
    EXPECT_EQ(mistake("handshake:"), "in UDP there is no handshake, and there are no states | ");
    EXPECT_EQ(mistake("hold-acks:"), "in UDP nothing is acknowledged | ");
    EXPECT_EQ(mistake("release-acks:"), "in UDP nothing is acknowledged | ");
    EXPECT_EQ(mistake("raw-peer: {as: a, mss: 100}"),
              "`initial`, `mss` and `window` are for cases of TCP | leave them out");
    EXPECT_EQ(mistake("initial-numbers: {are: rising}"), "in UDP there are no sequence numbers | ");
    EXPECT_EQ(mistake("icmp: {seq: 1}"),
              "a datagram has no sequence number that could be quoted | leave `seq` out");
    EXPECT_EQ(mistake_of(load_for("server", "tcp", "  - raw-peer:\n  - datagram: {send: a}\n")),
              "`datagram` is for cases of UDP | `segment: {send: {data: hi}}`");
    EXPECT_EQ(mistake_of(load_for("server", "tcp", "  - raw-peer:\n  - icmp: {expect: nothing}\n")),
              "an ICMP error is what answers UDP | `segment: {expect: RST}`");
}

TEST(IcmpErrors, AreExpectedByTypeAndCode) {
    const auto mistake = [](const std::string& icmp) {
        return mistake_of(load_for("server", "udp", "  - raw-peer:\n  - icmp: " + icmp + "\n"));
    };
    EXPECT_EQ(mistake("{expect: {type: 3, code: 3}}"), "");
    EXPECT_EQ(mistake("{expect: noting}"), "unknown word `noting` | did you mean `nothing`?");
    EXPECT_EQ(mistake("{expect: {type: 3}}"), "`code` is missing | ");
    EXPECT_EQ(mistake("{expect: {type: 8, code: 0}}"),
              "8 is no type of an ICMP error | 3 unreachable, 4 source quench, 11 time exceeded, "
              "12 parameter problem");
    EXPECT_EQ(mistake("{expect: nothing, type: 3}"), "unknown key `type` | one of: on, expect");
}

TEST(Datagrams, SayWhatIsWrongWithThem) {
    const auto mistake = [](const std::string& datagram) {
        return mistake_of(
            load_for("server", "udp", "  - raw-peer:\n  - datagram: " + datagram + "\n"));
    };
    const std::string both = "datagram: {send: hi}, or datagram: {expect: hi}";
    EXPECT_EQ(mistake("hi"), "`send` or `expect` belongs here, not a text | " + both);
    EXPECT_EQ(mistake("{on: client}"), "`send` or `expect` is missing | " + both);
    EXPECT_EQ(mistake("{send: {checksum: wrong}}"), "`data` is missing | ");
    EXPECT_EQ(mistake("{send: {data: a, checksum: wron}}"),
              "unknown word `wron` | did you mean `wrong`?");
    EXPECT_EQ(mistake("{expect: []}"),
              "this list is empty | expect: nothing, if not one is to "
              "come");
    EXPECT_EQ(mistake("{send: {data: {repeat: a, size: 65508}}}"),
              "a datagram holds at most 65507 bytes | ");
    EXPECT_EQ(mistake("{expect: [a, {repeat: a, size: 65508}]}"),
              "a datagram holds at most 65507 bytes | ");
}

TEST(Datagrams, NeedARawPeer) {
    EXPECT_EQ(mistake_of(load_for("server", "udp", "  - connect:\n  - datagram: {send: hi}\n")),
              "`client` is no raw peer: the kernel speaks for it | `raw-peer: client` in place of "
              "`connect` in line 7");
}

TEST(RawPeerOfAClient, NeedsNoListener) {
    for (const std::string start : {"handshake:", "start-target:"}) {
        EXPECT_EQ(mistake_of(load_for("client", "tcp",
                                      "  - raw-peer:\n  - " + start +
                                          "\n  - segment: {expect: {length: 5}}\n"
                                          "  - receive: message\n  - signal: TERM\n"
                                          "  - stdout: sent\n  - exit: any\n")),
                  "")
            << start;
    }
    EXPECT_EQ(mistake_of(load_for("client", "udp",
                                  "  - raw-peer:\n  - start-target:\n"
                                  "  - datagram: {expect: hi}\n  - exit: any\n")),
              "");
}

TEST(RawPeerOfAClient, IsTalkedToOnceTheClientRuns) {
    const auto mistake = [](const std::string& transport, const std::string& step) {
        return mistake_of(load_for("client", transport, "  - raw-peer:\n  - " + step + "\n"));
    };
    const std::string problem = "the client has not been started yet | ";
    EXPECT_EQ(mistake("tcp", "segment: {expect: SYN}"),
              problem + "`handshake:` starts it, or `start-target:`");
    EXPECT_EQ(mistake("tcp", "exit: any"), problem + "`handshake:` starts it, or `start-target:`");
    EXPECT_EQ(mistake("udp", "datagram: {expect: hi}"), problem + "`start-target:` starts it");
}

TEST(RawPeerOfAClient, WaitsWhereTheClientConnectsTo) {
    for (const std::string key :
         {"count: 2", "family: ipv6", "port: 7", "to: 127.0.0.3", "to: closed-port"}) {
        EXPECT_EQ(mistake_of(load_for("client", "tcp", "  - raw-peer: {" + key + "}\n")),
                  "a raw peer waits where the client connects to | leave out `count`, `family`, "
                  "`port` and `to`");
    }
}

}  // namespace
}  // namespace echospec::casefile
