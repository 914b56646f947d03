// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "base/address.hpp"

// Requests to the kernel over netlink, in libmnl's encoding: a request is built, then either
// acknowledged (transact) or answered by a list (dump).

struct mnl_socket;
struct nlmsghdr;

namespace echospec::sandbox {

class NetlinkRequest {
  public:
    NetlinkRequest(uint16_t type, uint16_t flags);

    // The family's fixed header, such as rtmsg. Once, before any attribute.
    template <class Header>
    void header(const Header& value) {
        append_header(&value, sizeof value);
    }
    void attribute(uint16_t type, uint32_t value);
    void attribute(uint16_t type, const base::Address& address);
    void attribute(uint16_t type, std::string_view text);
    void attribute(uint16_t type, const std::vector<uint8_t>& bytes);

    // Attributes within this one, as `fill` adds them.
    void nest(uint16_t type, const std::function<void()>& fill);
    // What an attribute holds in its own right, in front of attributes.
    template <class Value>
    void plain(const Value& value) {
        append_header(&value, sizeof value);
    }

    nlmsghdr* message();

  private:
    void append_header(const void* bytes, size_t size);
    std::vector<std::byte> buffer_;
};

// One netlink socket, of the network namespace it was opened in.
class Netlink {
  public:
    explicit Netlink(int protocol);  // NETLINK_ROUTE, NETLINK_SOCK_DIAG
    Netlink(Netlink&& other) noexcept;
    Netlink& operator=(Netlink&& other) noexcept;
    ~Netlink();

    // Throws HarnessError "attempt: reason" if the kernel refuses.
    void transact(std::string_view attempt, NetlinkRequest& request);

    // The one message of the answer to a question about one thing.
    void get(std::string_view attempt, NetlinkRequest& request,
             const std::function<void(const nlmsghdr*)>& take);

    // Calls `each` with every message of the answer.
    void dump(std::string_view attempt, NetlinkRequest& request,
              const std::function<void(const nlmsghdr*)>& each);

    // The same; false, without any message, where this kernel has nobody to answer (ENOENT).
    bool dump_if_known(std::string_view attempt, NetlinkRequest& request,
                       const std::function<void(const nlmsghdr*)>& each);

  private:
    int collect(std::string_view attempt, NetlinkRequest& request,
                const std::function<void(const nlmsghdr*)>& each);
    void send(std::string_view attempt, NetlinkRequest& request);
    mnl_socket* socket_;
    std::vector<char> answer_;
    uint32_t sequence_ = 0;
};

}  // namespace echospec::sandbox
