// SPDX-License-Identifier: Apache-2.0
#include "sandbox/netlink.hpp"

#include <libmnl/libmnl.h>
#include <linux/netlink.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "base/error.hpp"

namespace echospec::sandbox {
namespace {

constexpr size_t kRequestSize = 512;
constexpr size_t kAnswerSize = 65536;

}  // namespace

NetlinkRequest::NetlinkRequest(uint16_t type, uint16_t flags) : buffer_(kRequestSize) {
    nlmsghdr* const header = mnl_nlmsg_put_header(buffer_.data());
    header->nlmsg_type = type;
    header->nlmsg_flags = static_cast<uint16_t>(NLM_F_REQUEST | flags);
}

nlmsghdr* NetlinkRequest::message() {
    return static_cast<nlmsghdr*>(static_cast<void*>(buffer_.data()));
}

void NetlinkRequest::append_header(const void* bytes, size_t size) {
    void* const place = mnl_nlmsg_put_extra_header(message(), size);
    std::copy_n(static_cast<const std::byte*>(bytes), size, static_cast<std::byte*>(place));
}

void NetlinkRequest::attribute(uint16_t type, uint32_t value) {
    mnl_attr_put_u32(message(), type, value);
}

void NetlinkRequest::attribute(uint16_t type, const base::Address& address) {
    mnl_attr_put(message(), type, address.is_v6 ? 16 : 4, address.octets.data());
}

void NetlinkRequest::attribute(uint16_t type, std::string_view text) {
    mnl_attr_put_strz(message(), type, std::string(text).c_str());
}

void NetlinkRequest::attribute(uint16_t type, const std::vector<uint8_t>& bytes) {
    mnl_attr_put(message(), type, bytes.size(), bytes.data());
}

void NetlinkRequest::nest(uint16_t type, const std::function<void()>& fill) {
    nlattr* const outer = mnl_attr_nest_start(message(), type);
    fill();
    mnl_attr_nest_end(message(), outer);
}

Netlink::Netlink(int protocol)
    : socket_(mnl_socket_open2(protocol, SOCK_CLOEXEC)), answer_(kAnswerSize) {
    if (socket_ == nullptr) base::throw_errno("open a netlink socket", errno);
    if (mnl_socket_bind(socket_, 0, MNL_SOCKET_AUTOPID) < 0) {
        base::throw_errno("bind a netlink socket", errno);
    }
}

Netlink::Netlink(Netlink&& other) noexcept
    : socket_(std::exchange(other.socket_, nullptr)),
      answer_(std::move(other.answer_)),
      sequence_(other.sequence_) {}

Netlink& Netlink::operator=(Netlink&& other) noexcept {
    std::swap(socket_, other.socket_);
    std::swap(answer_, other.answer_);
    std::swap(sequence_, other.sequence_);
    return *this;
}

Netlink::~Netlink() {
    if (socket_ != nullptr) mnl_socket_close(socket_);
}

void Netlink::send(std::string_view attempt, NetlinkRequest& request) {
    request.message()->nlmsg_seq = ++sequence_;
    if (mnl_socket_sendto(socket_, request.message(), request.message()->nlmsg_len) < 0) {
        base::throw_errno(attempt, errno);
    }
}

void Netlink::transact(std::string_view attempt, NetlinkRequest& request) {
    request.message()->nlmsg_flags |= NLM_F_ACK;
    dump(attempt, request, [](const nlmsghdr*) {});
}

// The acknowledgment tells that the answer is over.
void Netlink::get(std::string_view attempt, NetlinkRequest& request,
                  const std::function<void(const nlmsghdr*)>& take) {
    request.message()->nlmsg_flags |= NLM_F_ACK;
    dump(attempt, request, take);
}

void Netlink::dump(std::string_view attempt, NetlinkRequest& request,
                   const std::function<void(const nlmsghdr*)>& each) {
    const int error = collect(attempt, request, each);
    if (error != 0) base::throw_errno(attempt, error);
}

bool Netlink::dump_if_known(std::string_view attempt, NetlinkRequest& request,
                            const std::function<void(const nlmsghdr*)>& each) {
    const int error = collect(attempt, request, each);
    if (error != 0 && error != ENOENT) base::throw_errno(attempt, error);
    return error == 0;
}

// Returns what the kernel refuses the request with, or 0.
int Netlink::collect(std::string_view attempt, NetlinkRequest& request,
                     const std::function<void(const nlmsghdr*)>& each) {
    send(attempt, request);
    const auto forward = [](const nlmsghdr* message, void* context) {
        (*static_cast<const std::function<void(const nlmsghdr*)>*>(context))(message);
        return MNL_CB_OK;
    };
    int going_on = MNL_CB_OK;
    while (going_on > MNL_CB_STOP) {
        const ssize_t size = mnl_socket_recvfrom(socket_, answer_.data(), answer_.size());
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) base::throw_errno(attempt, errno);
        void* const context = const_cast<std::function<void(const nlmsghdr*)>*>(&each);
        going_on = mnl_cb_run(answer_.data(), static_cast<size_t>(size), sequence_,
                              mnl_socket_get_portid(socket_), forward, context);
        if (going_on < 0) return errno;
    }
    return 0;
}

}  // namespace echospec::sandbox
