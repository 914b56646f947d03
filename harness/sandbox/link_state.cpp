// SPDX-License-Identifier: Apache-2.0
#include "sandbox/link_state.hpp"

#include <libmnl/libmnl.h>
#include <linux/if.h>
#include <linux/rtnetlink.h>
#include <poll.h>

#include <chrono>

#include "base/duration.hpp"
#include "base/error.hpp"
#include "sandbox/netlink.hpp"

namespace echospec::sandbox {
namespace {

constexpr base::Duration kLongestWait = std::chrono::seconds(5);

// Of an attribute of the answer: its value, if it is the state.
int take_state(const nlattr* part, void* state) {
    if (mnl_attr_get_type(part) == IFLA_OPERSTATE) {
        *static_cast<uint8_t*>(state) = mnl_attr_get_u8(part);
    }
    return MNL_CB_OK;
}

bool is_operational(Netlink& netlink, unsigned device) {
    uint8_t state = IF_OPER_DOWN;
    NetlinkRequest request(RTM_GETLINK, 0);
    ifinfomsg info{};
    info.ifi_index = static_cast<int>(device);
    request.header(info);
    netlink.get("ask for the state of a device", request, [&](const nlmsghdr* message) {
        mnl_attr_parse(message, sizeof(ifinfomsg), take_state, &state);
    });
    return state == IF_OPER_UP || state == IF_OPER_UNKNOWN;
}

}  // namespace

void wait_until_operational(unsigned device) {
    Netlink netlink(NETLINK_ROUTE);
    const base::Instant deadline = base::Clock::now() + kLongestWait;
    while (!is_operational(netlink, device)) {
        if (base::Clock::now() > deadline) {
            throw base::HarnessError("wait for a device of the case: it stays down");
        }
        ::poll(nullptr, 0, 1);
    }
}

}  // namespace echospec::sandbox
