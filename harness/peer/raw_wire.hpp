// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/descriptor.hpp"
#include "base/duration.hpp"
#include "base/text.hpp"
#include "wire/frame.hpp"

// The far end of the raw peer's link: packets go out as they are written, and what comes in is
// given to whoever it is for, with the wall's time at which the kernel had it. What nobody takes is
// left unanswered.

namespace echospec::peer {

// One end of a conversation in packets.
class RawEnd {
  public:
    virtual ~RawEnd() = default;
    // Takes the packet, or says that it is somebody else's. The frame's payload lies in `bytes`.
    virtual bool take(const wire::Frame& frame, std::string_view bytes) = 0;
};

using HardwareAddress = std::array<uint8_t, 6>;

class RawWire {
  public:
    // A packet socket without link headers, bound to the far device, whose packets are stamped; the
    // near device's address.
    RawWire(boost::asio::io_context& loop, base::Descriptor socket, HardwareAddress near);
    RawWire(const RawWire&) = delete;
    RawWire& operator=(const RawWire&) = delete;
    ~RawWire();

    // The last one added is asked first: it may have taken over an older one's addresses.
    void add(std::weak_ptr<RawEnd> end) { ends_.push_back(std::move(end)); }

    // Another packet socket, on the device of a target with a stack of its own: the way of packets
    // with addresses that the kernel between does not forward.
    void open_side_way(base::Descriptor socket);

    // A packet from its IP header on; by the side way if there is one. Throws HarnessError.
    void send(const base::Bytes& packet);
    void send_aside(const base::Bytes& packet);
    uint64_t sent() const { return sent_; }  // packets, not those sent aside

  private:
    using Socket = boost::asio::posix::stream_descriptor;
    void wait(Socket& socket);
    void take_all(Socket& socket);
    void hand_out(std::string_view bytes, base::Instant time);

    Socket socket_;
    Socket side_way_;
    HardwareAddress near_;
    uint64_t sent_ = 0;
    std::vector<std::weak_ptr<RawEnd>> ends_;
};

}  // namespace echospec::peer
