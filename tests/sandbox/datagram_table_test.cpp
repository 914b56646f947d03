// SPDX-License-Identifier: Apache-2.0
#include "sandbox/datagram_table.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <algorithm>

#include "sandbox/datagram_counters.hpp"
#include "tests/support/forked.hpp"
#include "tests/support/sockets.hpp"

namespace echospec::sandbox {
namespace {

using base::Address;
using base::Descriptor;
using base::Endpoint;
using tests::in_sandbox;
using tests::User;

class DatagramTables : public tests::NeedsSandbox {};

const Endpoint kServer{Address::v4_loopback(), 7};

DatagramEntry entry_at(DatagramTable& table, uint16_t port) {
    const auto entries = table.all();
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [&](const auto& entry) { return entry.local.port == port; });
    return found == entries.end() ? DatagramEntry{} : *found;
}

TEST_F(DatagramTables, ShowWhatIsBoundAndWhatIsConnected) {
    in_sandbox(User::same, [] {
        DatagramTable table;
        EXPECT_TRUE(table.all().empty());
        const Descriptor server = tests::datagram_socket(kServer);
        EXPECT_EQ(entry_at(table, 7).local, kServer);
        EXPECT_FALSE(entry_at(table, 7).is_connected());
        const Descriptor client = tests::datagram_socket({Address::v4_loopback(), 4000});
        tests::connect_datagrams(client, kServer);
        EXPECT_EQ(entry_at(table, 4000).remote, kServer);
        const Descriptor dual = tests::datagram_socket({{.is_v6 = true}, 8});
        EXPECT_TRUE(entry_at(table, 8).local.address.is_v6);
        EXPECT_FALSE(entry_at(table, 8).v6_only);
    });
}

TEST_F(DatagramTables, CountWhatIsUnreadAndWhatWasDropped) {
    in_sandbox(User::same, [] {
        DatagramTable table;
        const Descriptor server = tests::datagram_socket(kServer);
        const Descriptor client = tests::datagram_socket({Address::v4_loopback(), 4000});
        EXPECT_EQ(datagrams_sent(), 0U);
        tests::send_datagram(client, kServer, "");
        EXPECT_GT(entry_at(table, 7).receive_queue, 0U);
        EXPECT_EQ(entry_at(table, 7).drops, 0U);
        for (int i = 0; i < 1000; ++i)
            tests::send_datagram(client, kServer, "one of many");
        EXPECT_GT(entry_at(table, 7).drops, 0U);
        EXPECT_LT(entry_at(table, 7).drops, 1000U);
        EXPECT_EQ(datagrams_sent(), 1001U);
    });
}

TEST(Backlog, SumsThePerProcessorColumns) {
    const Backlog sum = parse_backlog(
        "00000001 00000002 0 0 0 0 0 0 0 0 0 0000000a 00000000 00000000 00000000\n"
        "00000001 00000010 0 0 0 0 0 0 0 0 0 00000001 00000001 00000000 00000000\n");
    EXPECT_EQ(sum.dropped, 18U);
    EXPECT_EQ(sum.waiting, 11U);
    EXPECT_EQ(parse_backlog("00000001 00000002 0 0 0 0 0 0 0 0 0\n").waiting, 0U);
}

TEST(DatagramsSent, AreThoseOfBothFamilies) {
    EXPECT_EQ(parse_datagrams_sent("Udp: InDatagrams NoPorts InErrors OutDatagrams\nUdp: 5 0 0 7\n",
                                   "Ip6InReceives 3\nUdp6OutDatagrams                \t4\n"),
              11U);
    EXPECT_EQ(parse_datagrams_sent("", ""), 0U);
}

}  // namespace
}  // namespace echospec::sandbox
