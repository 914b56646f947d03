// SPDX-License-Identifier: Apache-2.0
#include "sandbox/datagram_table.hpp"

#include <libmnl/libmnl.h>
#include <linux/inet_diag.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>

#include <array>
#include <cstring>

#include "sandbox/diag_endpoint.hpp"

namespace echospec::sandbox {
namespace {

constexpr uint32_t kEveryState = ~0U;

// INET_DIAG_SKMEMINFO: numbers of 32 bits, among them the count of drops (linux/sock_diag.h).
uint32_t drops(const nlmsghdr* message) {
    uint32_t count = 0;
    const auto look = [](const nlattr* attribute, void* context) {
        constexpr size_t kAt = SK_MEMINFO_DROPS * sizeof(uint32_t);
        if (mnl_attr_get_type(attribute) == INET_DIAG_SKMEMINFO &&
            mnl_attr_get_payload_len(attribute) >= kAt + sizeof(uint32_t)) {
            const auto* const payload = static_cast<const char*>(mnl_attr_get_payload(attribute));
            std::memcpy(context, payload + kAt, sizeof(uint32_t));
        }
        return MNL_CB_OK;
    };
    mnl_attr_parse(message, sizeof(inet_diag_msg), look, &count);
    return count;
}

DatagramEntry entry(const nlmsghdr* message) {
    const auto* const diag = static_cast<const inet_diag_msg*>(mnl_nlmsg_get_payload(message));
    return {.local = diag_endpoint(diag->idiag_family, diag->id.idiag_src, diag->id.idiag_sport),
            .remote = diag_endpoint(diag->idiag_family, diag->id.idiag_dst, diag->id.idiag_dport),
            .receive_queue = diag->idiag_rqueue,
            .drops = drops(message),
            .inode = diag->idiag_inode,
            .v6_only = diag_v6_only(message)};
}

}  // namespace

DatagramTable::DatagramTable() : netlink_(NETLINK_SOCK_DIAG) {}

std::vector<DatagramEntry> DatagramTable::all() {
    std::vector<DatagramEntry> entries;
    for (const uint8_t family : std::array<uint8_t, 2>{AF_INET, AF_INET6}) {
        query(family, [&](const DatagramEntry& entry) { entries.push_back(entry); });
    }
    return entries;
}

bool DatagramTable::is_known() {
    return query(AF_INET, [](const DatagramEntry&) {});
}

bool DatagramTable::query(uint8_t family, const std::function<void(const DatagramEntry&)>& each) {
    NetlinkRequest request(SOCK_DIAG_BY_FAMILY, NLM_F_DUMP);
    inet_diag_req_v2 header{};
    header.sdiag_family = family;
    header.sdiag_protocol = IPPROTO_UDP;
    header.idiag_ext = 1U << (INET_DIAG_SKMEMINFO - 1);
    header.idiag_states = kEveryState;
    request.header(header);
    return netlink_.dump_if_known("read the table of UDP sockets", request,
                                  [&](const nlmsghdr* message) { each(entry(message)); });
}

}  // namespace echospec::sandbox
