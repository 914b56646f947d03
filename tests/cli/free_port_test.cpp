// SPDX-License-Identifier: Apache-2.0
#include "cli/free_port.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "base/descriptor.hpp"

namespace echospec::cli {
namespace {

TEST(FreePort, CanBeBoundAtOnce) {
    const uint16_t port = free_port();
    ASSERT_NE(port, 0);
    const base::Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const generic = static_cast<sockaddr*>(static_cast<void*>(&address));
    EXPECT_EQ(::bind(socket.get(), generic, sizeof address), 0);
}

}  // namespace
}  // namespace echospec::cli
