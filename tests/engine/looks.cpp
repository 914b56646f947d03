// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/looks.hpp"

namespace echospec::tests {
namespace {

constexpr pid_t kNobody = 4'194'305;  // one more than the largest pid_max (proc(5))

sandbox::SocketEntry established(const base::Endpoint& local, const base::Endpoint& remote) {
    sandbox::SocketEntry entry;
    entry.state = wire::State::established;
    entry.local = local;
    entry.remote = remote;
    entry.inode = local.port;
    return entry;
}

}  // namespace

sandbox::ThreadLook thread(sandbox::Rest rest) {
    sandbox::ThreadLook look;
    look.process = kNobody;
    look.thread = kNobody;
    look.rest = rest;
    look.time_slices = 5;
    switch (rest) {
        case sandbox::Rest::running:
            look.where = "running";
            break;
        case sandbox::Rest::timed:
            look.where = "poll of 10.0 ms";
            break;
        case sandbox::Rest::asleep:
            look.where = "epoll_wait";
            break;
        case sandbox::Rest::stopped:
            look.where = "stopped";
            break;
        case sandbox::Rest::ended:
            look.where = "ended";
            break;
    }
    return look;
}

base::Endpoint target_end() {
    return {base::Address::v4_loopback(), 7};
}

base::Endpoint tester_end() {
    return {base::Address::v4_loopback(), 40000};
}

sandbox::SocketEntry target_socket() {
    return established(target_end(), tester_end());
}

sandbox::SocketEntry tester_socket() {
    return established(tester_end(), target_end());
}

engine::TesterSocket reading() {
    return {tester_end(), false};
}

engine::TesterSocket paused() {
    return {tester_end(), true};
}

}  // namespace echospec::tests
