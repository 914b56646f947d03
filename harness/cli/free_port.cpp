// SPDX-License-Identifier: Apache-2.0
#include "cli/free_port.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "base/descriptor.hpp"
#include "base/error.hpp"

namespace echospec::cli {

uint16_t free_port() {
    const base::Descriptor socket(
        base::check_syscall("socket", ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)));
    sockaddr_in address{};
    socklen_t size = sizeof address;
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    // The sockets API names every address type sockaddr.
    auto* const generic = static_cast<sockaddr*>(static_cast<void*>(&address));
    base::check_syscall("bind a free port", ::bind(socket.get(), generic, size));
    base::check_syscall("getsockname", ::getsockname(socket.get(), generic, &size));
    return ntohs(address.sin_port);
}

}  // namespace echospec::cli
