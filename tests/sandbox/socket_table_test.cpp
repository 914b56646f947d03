// SPDX-License-Identifier: Apache-2.0
#include "sandbox/socket_table.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

#include "sandbox/open_files.hpp"
#include "tests/support/forked.hpp"
#include "tests/support/sockets.hpp"

namespace echospec::sandbox {
namespace {

using base::Address;
using base::Descriptor;
using base::Endpoint;
using tests::in_sandbox;
using tests::Pair;
using tests::User;
using wire::State;

class SocketTables : public tests::NeedsSandbox {};

SocketEntry entry_of(SocketTable& table, const Endpoint& local, State state) {
    for (const SocketEntry& entry : table.all()) {
        if (entry.local == local && entry.state == state) return entry;
    }
    ADD_FAILURE() << "no socket " << base::to_string(local) << " in " << to_string(state);
    return {};
}

bool owns(uint64_t inode) {
    const auto own = socket_inodes(::getpid());
    return std::find(own.begin(), own.end(), inode) != own.end();
}

TEST_F(SocketTables, ShowListenersWithTheirAddressAndOwner) {
    in_sandbox(User::same, [] {
        SocketTable table;
        EXPECT_TRUE(table.all().empty());
        const Descriptor v4 = tests::listen_at({Address::v4_loopback(), 7});
        const Descriptor dual = tests::listen_at({{.is_v6 = true}, 8});
        const Descriptor v6 = tests::listen_v6_only({{.is_v6 = true}, 9});
        const auto listeners = table.listeners();
        ASSERT_EQ(listeners.size(), 3U);
        EXPECT_EQ(listeners, table.all());
        for (const SocketEntry& entry : listeners) {
            EXPECT_EQ(entry.state, State::listen);
            EXPECT_EQ(entry.v6_only, entry.local.port == 9);
            EXPECT_TRUE(owns(entry.inode));
        }
        EXPECT_EQ(entry_of(table, {Address::v4_loopback(), 7}, State::listen).receive_queue, 0U);
        const Pair waiting = tests::connect_to(v4);
        EXPECT_EQ(table.listeners().size(), 3U);
    });
}

void follow_a_connection(const Endpoint& listening) {
    SocketTable table;
    const Descriptor listener = tests::listen_at(listening);
    Pair pair = tests::connect_to(listener);
    const Endpoint client = tests::local_of(pair.client), server = listening;
    SocketEntry entry = entry_of(table, client, State::established);
    EXPECT_EQ(entry.remote, server);
    EXPECT_EQ(entry.receive_queue + entry.send_queue, 0U);
    EXPECT_EQ(entry.timer, SocketTimer::none);
    EXPECT_TRUE(owns(entry.inode));

    ASSERT_EQ(::send(pair.client.get(), "hello", 5, 0), 5);
    EXPECT_EQ(entry_of(table, server, State::established).receive_queue, 5U);
    EXPECT_EQ(entry_of(table, client, State::established).send_queue, 0U);

    ASSERT_EQ(::shutdown(pair.client.get(), SHUT_WR), 0);
    EXPECT_EQ(entry_of(table, client, State::fin_wait_2).timer, SocketTimer::none);
    entry_of(table, server, State::close_wait);

    char bytes[8];
    ASSERT_EQ(::read(pair.server.get(), bytes, sizeof bytes), 5);
    pair.server.reset();
    entry_of(table, client, State::time_wait);
    pair.client.reset();
    EXPECT_EQ(entry_of(table, client, State::time_wait).inode, 0U);
}

TEST_F(SocketTables, FollowAConnectionToItsEnd) {
    in_sandbox(User::same, [] { follow_a_connection({Address::v4_loopback(), 7}); });
    in_sandbox(User::same, [] { follow_a_connection({Address::v6_loopback(), 7}); });
}

TEST_F(SocketTables, ShowASocketThatNobodyOwnsAnyMore) {
    in_sandbox(User::same, [] {
        SocketTable table;
        Pair pair = tests::connect_to(tests::listen_at({Address::v4_loopback(), 7}));
        const Endpoint client = tests::local_of(pair.client);
        pair.client.reset();
        EXPECT_EQ(entry_of(table, client, State::fin_wait_2).inode, 0U);
    });
}

TEST_F(SocketTables, NameAnIPv4PeerOfADualStackSocketAsItself) {
    in_sandbox(User::same, [] {
        SocketTable table;
        const Descriptor listener = tests::listen_at({{.is_v6 = true}, 7});
        const Descriptor v4_view = tests::listen_at({Address::v4_loopback(), 8});
        const Pair pair = tests::connect_to(v4_view);
        entry_of(table, {Address::v4_loopback(), 8}, State::established);
        EXPECT_EQ(tests::connect_error({Address::v4_loopback(), 7}), 0);
        const auto entries = table.all();
        EXPECT_TRUE(std::any_of(entries.begin(), entries.end(), [](const SocketEntry& entry) {
            return entry.local == Endpoint{Address::v4_loopback(), 7};
        }));
    });
}

// Without it a look in the middle of a conversation would find bytes "under way" for 40 ms.
TEST_F(SocketTables, ShowEverySegmentAcknowledgedAtOnce) {
    for (const Address& address : {Address::v4_loopback(), Address::v6_loopback()}) {
        in_sandbox(User::same, [&] {
            SocketTable table;
            const Descriptor listener = tests::listen_at({address, 7});
            const Pair pair = tests::connect_to(listener);
            const Endpoint client = tests::local_of(pair.client);
            for (int round = 0; round < 200; ++round) {
                ASSERT_TRUE(tests::echoes(pair));
                ASSERT_EQ(::send(pair.client.get(), "x", 1, 0), 1);
                const SocketEntry entry = entry_of(table, client, State::established);
                ASSERT_EQ(entry.send_queue, 0U) << round;
                ASSERT_EQ(entry.timer, SocketTimer::none) << round;
                char byte = 0;
                ASSERT_EQ(::read(pair.server.get(), &byte, 1), 1);
            }
        });
    }
}

}  // namespace
}  // namespace echospec::sandbox
