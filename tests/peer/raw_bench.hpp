// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "peer/raw_tcp.hpp"

// A TCP of the tester's own, and the target's segments written by hand. Numbers count from both
// initial ones, as in cases.

namespace echospec::tests {

// A segment of the target; what is left out is an acknowledgment of the handshake.
struct Said {
    wire::Flags flags{.ack = true};
    int64_t seq = 1;
    int64_t ack = 1;
    std::string text{};
    uint16_t window = 30000;
    std::optional<uint16_t> mss{};
    wire::Checksum checksum = wire::Checksum::right;
};

// "SYN 0", "ACK,PSH 1 6 hello": flags, the numbers, the text.
using Texts = std::vector<std::string>;

class RawBench {
  public:
    explicit RawBench(const peer::RawTcp::Offer& offer = usual_offer());

    static peer::RawTcp::Offer usual_offer();

    peer::RawTcp tcp;
    wire::Sequence target_initial{0xABCD0000};

    // What the TCP sends when this comes.
    Texts takes(const Said& said);
    // What the TCP has sent, as the target would count it.
    Texts texts(const peer::RawTcp::Drafts& drafts) const;
    // A segment that the case writes: as an orderly peer would, at the next number.
    void writes(const wire::Flags& flags, const std::string& text = "");
    // Likewise, with a number of the case's own choice.
    void writes_at(int64_t seq, const wire::Flags& flags, const std::string& text = "");

    // The active handshake, to the end.
    void shake_hands(const Said& acceptance = {.flags = {.syn = true, .ack = true}, .seq = 0});

    const peer::Arrival& last() const { return tcp.arrivals().back(); }

  private:
    peer::RawTcp::Offer offer_;
};

}  // namespace echospec::tests
