// SPDX-License-Identifier: Apache-2.0
#include "sandbox/socket_table.hpp"

#include <libmnl/libmnl.h>
#include <linux/inet_diag.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>

#include <array>

#include "sandbox/diag_endpoint.hpp"

namespace echospec::sandbox {
namespace {

using wire::State;

constexpr uint32_t kListen = 1U << 10;  // include/net/tcp_states.h
constexpr uint32_t kEveryState = 0x1FFE;

// By the numbers of include/net/tcp_states.h. The last is the kernel's own name for a handshake
// that has no socket yet.
State state(uint8_t number) {
    static constexpr std::array kStates{State::closed,       State::established, State::syn_sent,
                                        State::syn_received, State::fin_wait_1,  State::fin_wait_2,
                                        State::time_wait,    State::closed,      State::close_wait,
                                        State::last_ack,     State::listen,      State::closing,
                                        State::syn_received};
    return number < kStates.size() ? kStates.at(number) : State::closed;
}

// idiag_timer also knows 5 and above in newer kernels: all of them are retransmissions to come.
SocketTimer timer(uint8_t number) {
    if (number > static_cast<uint8_t>(SocketTimer::window_probe)) return SocketTimer::retransmit;
    return static_cast<SocketTimer>(number);
}

SocketEntry entry(const nlmsghdr* message) {
    const auto* const diag = static_cast<const inet_diag_msg*>(mnl_nlmsg_get_payload(message));
    return {.state = state(diag->idiag_state),
            .timer = timer(diag->idiag_timer),
            .local = diag_endpoint(diag->idiag_family, diag->id.idiag_src, diag->id.idiag_sport),
            .remote = diag_endpoint(diag->idiag_family, diag->id.idiag_dst, diag->id.idiag_dport),
            .receive_queue = diag->idiag_rqueue,
            .send_queue = diag->idiag_wqueue,
            .inode = diag->idiag_inode,
            .v6_only = diag_v6_only(message)};
}

}  // namespace

std::string to_string(SocketTimer timer) {
    switch (timer) {
        case SocketTimer::none:
            return "";
        case SocketTimer::retransmit:
            return "retransmission";
        case SocketTimer::keepalive:
            return "keep-alive";
        case SocketTimer::time_wait:
            return "TIME-WAIT";
        case SocketTimer::window_probe:
            return "zero-window probe";
    }
    return "";
}

SocketTable::SocketTable() : netlink_(NETLINK_SOCK_DIAG) {}

std::vector<SocketEntry> SocketTable::all() {
    return query(kEveryState);
}

std::vector<SocketEntry> SocketTable::listeners() {
    return query(kListen);
}

std::vector<SocketEntry> SocketTable::query(uint32_t states) {
    std::vector<SocketEntry> entries;
    for (const uint8_t family : std::array<uint8_t, 2>{AF_INET, AF_INET6}) {
        NetlinkRequest request(SOCK_DIAG_BY_FAMILY, NLM_F_DUMP);
        inet_diag_req_v2 header{};
        header.sdiag_family = family;
        header.sdiag_protocol = IPPROTO_TCP;
        header.idiag_states = states;
        request.header(header);
        netlink_.dump("read the table of TCP sockets", request,
                      [&](const nlmsghdr* message) { entries.push_back(entry(message)); });
    }
    return entries;
}

}  // namespace echospec::sandbox
