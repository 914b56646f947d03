// SPDX-License-Identifier: Apache-2.0

// bare-starts COUNT WORKERS COMMAND…: what starting a TCP echo server so many times costs by itself,
// each time with a network namespace, spawned, found listening, one byte echoed, closed, killed and
// reaped. Prints the seconds. The floor for any suite that starts its target afresh.

#include <fmt/format.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <vector>

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "sandbox/socket_table.hpp"

namespace {

using echospec::base::check_syscall;
using echospec::base::Descriptor;

Descriptor tcp_socket() {
    return Descriptor(check_syscall("socket", ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)));
}

void fresh_network() {
    check_syscall("unshare", ::unshare(CLONE_NEWNET));
    const Descriptor socket = tcp_socket();
    ifreq request{.ifr_ifrn = {"lo"}, .ifr_ifru = {}};
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    check_syscall("lo up", ::ioctl(socket.get(), SIOCSIFFLAGS, &request));
}

uint16_t wait_for_listener() {
    echospec::sandbox::SocketTable table;
    while (true) {
        const auto listeners = table.listeners();
        if (!listeners.empty()) return listeners.front().local.port;
        ::sched_yield();
    }
}

void echo_one_byte(uint16_t port) {
    const Descriptor socket = tcp_socket();
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    auto* const generic = static_cast<sockaddr*>(static_cast<void*>(&address));
    check_syscall("connect", ::connect(socket.get(), generic, sizeof address));
    char byte = 'x';
    check_syscall("send", static_cast<long>(::send(socket.get(), &byte, 1, 0)));
    check_syscall("recv", static_cast<long>(::recv(socket.get(), &byte, 1, 0)));
}

void start_once(char** command) {
    fresh_network();
    pid_t process = 0;
    if (::posix_spawn(&process, command[0], nullptr, nullptr, command, environ) != 0) std::exit(2);
    echo_one_byte(wait_for_listener());
    ::kill(process, SIGKILL);
    ::waitpid(process, nullptr, 0);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) {
        fmt::print(stderr, "usage: bare-starts COUNT WORKERS COMMAND [ARG…]\n");
        return 2;
    }
    const int count = std::atoi(argv[1]), workers = std::atoi(argv[2]);
    const auto start = std::chrono::steady_clock::now();
    std::vector<pid_t> children;
    for (int worker = 0; worker < workers; ++worker) {
        const pid_t child = ::fork();
        if (child != 0) {
            children.push_back(child);
            continue;
        }
        for (int i = worker; i < count; i += workers) start_once(argv + 3);
        ::_exit(0);
    }
    int failed = 0, status = 0;
    for (const pid_t child : children) failed += ::waitpid(child, &status, 0) != child || status != 0;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    fmt::print("{:.4f}\n", took.count());
    return failed == 0 ? 0 : 1;
}
