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

constexpr uint32_t bit(TcpState state) {
    return 1U << static_cast<unsigned>(state);
}
constexpr uint32_t kEveryState = 0x1FFE;

// idiag_timer also knows 5 and above in newer kernels: all of them are retransmissions to come.
SocketTimer timer(uint8_t number) {
    if (number > static_cast<uint8_t>(SocketTimer::window_probe)) return SocketTimer::retransmit;
    return static_cast<SocketTimer>(number);
}

SocketEntry entry(const nlmsghdr* message) {
    const auto* const diag = static_cast<const inet_diag_msg*>(mnl_nlmsg_get_payload(message));
    return {.state = static_cast<TcpState>(diag->idiag_state),
            .timer = timer(diag->idiag_timer),
            .local = diag_endpoint(diag->idiag_family, diag->id.idiag_src, diag->id.idiag_sport),
            .remote = diag_endpoint(diag->idiag_family, diag->id.idiag_dst, diag->id.idiag_dport),
            .receive_queue = diag->idiag_rqueue,
            .send_queue = diag->idiag_wqueue,
            .inode = diag->idiag_inode,
            .v6_only = diag_v6_only(message)};
}

}  // namespace

std::string to_string(TcpState state) {
    switch (state) {
        case TcpState::established:
            return "ESTABLISHED";
        case TcpState::syn_sent:
            return "SYN-SENT";
        case TcpState::syn_received:
        case TcpState::new_syn_received:
            return "SYN-RECEIVED";
        case TcpState::fin_wait_1:
            return "FIN-WAIT-1";
        case TcpState::fin_wait_2:
            return "FIN-WAIT-2";
        case TcpState::time_wait:
            return "TIME-WAIT";
        case TcpState::closed:
            return "CLOSED";
        case TcpState::close_wait:
            return "CLOSE-WAIT";
        case TcpState::last_ack:
            return "LAST-ACK";
        case TcpState::listen:
            return "LISTEN";
        case TcpState::closing:
            return "CLOSING";
    }
    return "unknown";
}

SocketTable::SocketTable() : netlink_(NETLINK_SOCK_DIAG) {}

std::vector<SocketEntry> SocketTable::all() {
    return query(kEveryState);
}

std::vector<SocketEntry> SocketTable::listeners() {
    return query(bit(TcpState::listen));
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
