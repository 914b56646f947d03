// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <memory>

#include "peer/raw_tcp.hpp"
#include "peer/raw_wire.hpp"
#include "peer/stream.hpp"

// The tester's end of one connection, on a TCP of its own (raw_tcp.hpp): a stream like any other,
// whose segments can be written and looked at one by one.
//
// What the target does not acknowledge is sent again every 250 ms, a few times: on the link nothing
// is lost, but a small stack may have had no room.

namespace echospec::peer {

class RawConnection : public Stream,
                      public RawEnd,
                      public std::enable_shared_from_this<RawConnection> {
  public:
    struct Ends {
        base::Endpoint local;
        base::Endpoint remote;  // port 0: whoever sends the first SYN
    };
    RawConnection(boost::asio::io_context& loop, RawWire& wire, std::string name, Ends ends,
                  const RawTcp::Offer& offer);

    void open() { send_all(tcp_.open()); }
    void answer() { send_all(tcp_.answer()); }
    void hold_acks() { tcp_.hold_acks(); }
    void release_acks() { send_all(tcp_.release_acks()); }
    void vanish() { tcp_.vanish(); }

    // A segment with the addresses of both ends, to be changed and written.
    wire::SegmentDraft draft(const wire::Flags& flags) const;
    void write(const wire::SegmentDraft& segment, bool by_hand);
    void write_again();  // what was written last, once more
    // An ICMP error about the last packet that came, which may be changed before it is quoted.
    const base::Bytes& last_packet() const { return last_packet_; }
    void write_packet(const base::Bytes& packet);

    const RawTcp& tcp() const { return tcp_; }
    // Of the arrivals: what steps have dealt with. And whether the last step sent something: then
    // the next one that sends drops nothing of what lies unread.
    size_t looked_at = 0;
    bool is_sending = false;
    void begin_sending();
    bool awaits_ack() const { return tcp_.awaits_ack() && resent_ < kMostResent; }

    void send(Sending sending) override;
    void half_close() override;
    void abort() override;
    void close() override { released_ = true; }
    void pause_reading() override;
    void resume_reading() override;
    bool is_released() const override { return released_; }
    bool is_paused() const override { return paused_; }
    uint64_t queued() const override { return tcp_.queued(); }

    bool take(const wire::Frame& frame, std::string_view bytes) override;

  private:
    static constexpr unsigned kMostResent = 8;

    wire::SegmentDraft addressed(wire::SegmentDraft segment) const;
    bool from_target(const wire::Segment& segment) const;
    bool is_mine(const wire::Segment& segment);
    void send_all(const RawTcp::Drafts& drafts);
    void note_progress(size_t received_before);
    void watch_acks();

    RawWire& wire_;
    RawTcp tcp_;
    boost::asio::steady_timer timer_;
    uint16_t window_;
    base::Bytes last_packet_;
    base::Bytes last_written_;
    base::Instant last_sent_{};     // the wall's time
    base::Address other_source_{};  // of the segment that was written last
    unsigned resent_ = 0;
    bool watching_ = false;
    bool released_ = false;
    bool paused_ = false;
};

}  // namespace echospec::peer
