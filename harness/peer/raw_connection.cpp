// SPDX-License-Identifier: Apache-2.0
#include "peer/raw_connection.hpp"

#include <chrono>

namespace echospec::peer {
namespace {

using namespace std::chrono_literals;
constexpr auto kResendAfter = 250ms;

}  // namespace

RawConnection::RawConnection(boost::asio::io_context& loop, RawWire& wire, std::string name,
                             Ends ends, const RawTcp::Offer& offer)
    : Stream(std::move(name)), wire_(wire), tcp_(offer), timer_(loop), window_(offer.window) {
    local_ = ends.local;
    remote_ = ends.remote;
}

wire::SegmentDraft RawConnection::draft(const wire::Flags& flags) const {
    return addressed(tcp_.draft(flags));
}

wire::SegmentDraft RawConnection::addressed(wire::SegmentDraft segment) const {
    segment.packet.source = local_.address;
    segment.packet.destination = remote_.address;
    segment.source_port = local_.port;
    segment.destination_port = remote_.port;
    return segment;
}

void RawConnection::write(const wire::SegmentDraft& segment, bool by_hand) {
    tcp_.note_written(segment, by_hand);
    last_written_ = wire::encode(segment);
    other_source_ = segment.packet.source;
    const bool usual =
        segment.packet.source == local_.address && segment.packet.destination == remote_.address;
    if (usual) {
        write_packet(last_written_);
    } else {
        last_sent_ = base::wall_now();
        wire_.send_aside(last_written_);
    }
    send_all(tcp_.go_on());
}

void RawConnection::write_again() {
    if (!last_written_.empty()) write_packet(last_written_);
}

// The time is taken first: on the link, the answer is there before the kernel returns.
void RawConnection::write_packet(const base::Bytes& packet) {
    last_sent_ = base::wall_now();
    wire_.send(packet);
}

void RawConnection::send_all(const RawTcp::Drafts& drafts) {
    for (const wire::SegmentDraft& segment : drafts)
        write_packet(wire::encode(addressed(segment)));
    watch_acks();
}

void RawConnection::watch_acks() {
    if (watching_ || !awaits_ack()) return;
    watching_ = true;
    timer_.expires_after(kResendAfter);
    timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
        const auto self = weak.lock();
        if (error || !self) return;
        self->watching_ = false;
        if (!self->awaits_ack()) return;
        ++self->resent_;
        self->send_all(self->tcp_.resend());
    });
}

void RawConnection::begin_sending() {
    if (!is_sending) looked_at = tcp_.arrivals().size();
    is_sending = true;
}

void RawConnection::half_close() {
    begin_sending();
    send_all(tcp_.finish());
}

void RawConnection::send(Sending sending) {
    begin_sending();
    sent_ += sending.bytes;
    send_all(tcp_.send(sending.bytes, sending.pieces));
    if (sending.with_fin) half_close();
}

void RawConnection::abort() {
    begin_sending();
    send_all(tcp_.abort());
    released_ = true;
}

void RawConnection::pause_reading() {
    paused_ = true;
    send_all(tcp_.offer_window(0));
}

void RawConnection::resume_reading() {
    paused_ = false;
    send_all(tcp_.offer_window(window_));
}

// A server that listens everywhere may answer from another of its addresses: that is for the case
// to judge.
bool RawConnection::from_target(const wire::Segment& segment) const {
    return segment.source.address.is_v6 == remote_.address.is_v6;
}

bool RawConnection::is_mine(const wire::Segment& segment) {
    // What answers a forged source is an answer, too, where it can be seen.
    const base::Address& to = segment.destination.address;
    if (segment.destination.port != local_.port) return false;
    if (to != local_.address && to != other_source_) return false;
    if (remote_.port != 0) return segment.source.port == remote_.port && from_target(segment);
    if (!segment.flags.syn || segment.flags.ack) return false;
    remote_ = segment.source;
    return true;
}

bool RawConnection::take(const wire::Frame& frame, std::string_view bytes) {
    const auto* const segment = std::get_if<wire::Segment>(&frame);
    if (segment == nullptr || !is_mine(*segment)) return false;
    last_packet_ = bytes;
    const size_t before = tcp_.received().size();
    const std::string_view payload = bytes.substr(segment->payload.offset, segment->payload.size);
    send_all(tcp_.take(*segment, payload, segment->time - last_sent_));
    note_progress(before);
    return true;
}

// Tells as a stream what the TCP has come to know.
void RawConnection::note_progress(size_t before) {
    if (phase_ == Phase::connecting && tcp_.is_established()) {
        phase_ = Phase::connected;
        record(Event::Kind::connected, 0);
    }
    if (tcp_.received().size() > before) {
        received_.append(tcp_.received(), before);
        resent_ = 0;
        record(Event::Kind::received, received_.size() - before);
    }
    if (ending_ == Ending::open && tcp_.has_fin()) end(Ending::fin, Event::Kind::fin);
    if (ending_ == Ending::open && tcp_.is_reset()) {
        if (phase_ == Phase::connecting) phase_ = Phase::refused;
        end(Ending::reset, Event::Kind::reset);
    }
}

}  // namespace echospec::peer
