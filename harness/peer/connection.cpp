// SPDX-License-Identifier: Apache-2.0
#include "peer/connection.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>

#include "base/error.hpp"
#include "peer/asio_endpoint.hpp"

namespace echospec::peer {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr size_t kChunk = 256 * 1024;
constexpr uint64_t kMostUnasked = uint64_t{256}
                                  << 20;  // of a stream without end, that no step has asked for

// Shared by all connections of the worker: only what a read returned is copied out of it.
std::vector<char>& read_buffer() {
    static std::vector<char> buffer(kChunk);
    return buffer;
}

// Holds segments back until the FIN is there to ride on the last one (tcp(7), TCP_CORK).
void cork(tcp::socket& socket) {
    const int on = 1;
    ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_CORK, &on, sizeof on);
}

void check(const char* attempt, const error_code& error) {
    if (error) throw base::HarnessError(std::string(attempt) + ": " + error.message());
}

}  // namespace

Connection::Connection(asio::io_context& loop, std::string name)
    : Stream(std::move(name)), socket_(loop) {}

void Connection::connect(const base::Endpoint& to, std::optional<uint64_t> receive_buffer) {
    remote_ = to;
    error_code error;
    socket_.open(to.address.is_v6 ? tcp::v6() : tcp::v4(), error);
    check("open a socket", error);
    socket_.set_option(tcp::no_delay(true));
    if (receive_buffer) {
        socket_.set_option(
            asio::socket_base::receive_buffer_size(static_cast<int>(*receive_buffer)));
    }
    socket_.async_connect(
        to_asio<tcp::endpoint>(to),
        [self = shared_from_this()](const error_code& result) { self->finish_connect(result); });
    local_ = from_asio(socket_.local_endpoint(error));  // the kernel has chosen the port by now
}

void Connection::finish_connect(const error_code& error) {
    if (error == asio::error::operation_aborted) return;
    if (error) {
        phase_ = error == asio::error::connection_refused ? Phase::refused : Phase::unreachable;
        record(Event::Kind::refused, 0);
        return;
    }
    begin();
}

void Connection::adopt(tcp::socket socket) {
    socket_ = std::move(socket);
    socket_.set_option(tcp::no_delay(true));
    error_code ignored;
    local_ = from_asio(socket_.local_endpoint(ignored));
    remote_ = from_asio(socket_.remote_endpoint(ignored));
    begin();
}

void Connection::begin() {
    phase_ = Phase::connected;
    socket_.non_blocking(true);
    record(Event::Kind::connected, 0);
    read_on();
    write_on();
}

void Connection::send(Sending sending) {
    if (sent_.empty()) {
        sent_ = std::move(sending.bytes);
    } else {
        sent_ += sending.bytes;
    }
    boundaries_.push_back({sent_.size(), sending.pieces, sending.with_fin});
    fin_wanted_ = fin_wanted_ || sending.with_fin;
    received_.reserve(sent_.size());
    write_on();
}

void Connection::echo_back(std::optional<uint64_t> holding) {
    echoing_ = true;
    holding_ = holding;
    give_back();
}

void Connection::give_back() {
    if (!echoing_ || is_released()) return;
    if (returned < received_.size()) {
        Sending sending{.bytes = received_.substr(returned), .pieces = {}, .with_fin = false};
        returned = received_.size();
        send(std::move(sending));
    }
    if (ending_ == Ending::fin) half_close();
}

// What was received counts as queued already, before give_back() queues it.
bool Connection::holds_enough() const {
    if (received_.size() - consumed >= kMostUnasked) return true;
    if (!echoing_ || !holding_) return false;
    return queued() + received_.size() - returned >= *holding_;
}

void Connection::half_close() {
    fin_wanted_ = true;
    write_on();
}

// Writes as far as the kernel takes it, then waits until it takes more.
void Connection::write_on() {
    if (writing_ || phase_ != Phase::connected || write_failed_ || is_released()) return;
    while (!boundaries_.empty()) {
        if (!write_some()) return;
    }
    finish_writing();
}

bool Connection::write_some() {
    const Boundary& boundary = boundaries_.front();
    uint64_t size = boundary.end - written_;
    if (boundary.pieces) size = std::min(size, *boundary.pieces);
    error_code error;
    if (boundary.with_fin) cork(socket_);
    const size_t taken = socket_.write_some(asio::buffer(sent_.data() + written_, size), error);
    if (error == asio::error::would_block) {
        wait_to_write();
        return false;
    }
    if (error) {
        write_failed_ = true;
        read_available();
        return false;
    }
    written_ += taken;
    if (written_ == boundary.end) boundaries_.pop_front();
    return true;
}

void Connection::wait_to_write() {
    writing_ = true;
    socket_.async_wait(tcp::socket::wait_write,
                       [self = shared_from_this()](const error_code& error) {
                           self->writing_ = false;
                           if (error) return;
                           self->write_on();
                           self->read_on();
                       });
}

void Connection::finish_writing() {
    if (!fin_wanted_ || fin_sent_) return;
    fin_sent_ = true;
    error_code ignored;  // ENOTCONN after a reset: the ending tells it
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
}

void Connection::abort() {
    error_code ignored;
    socket_.set_option(asio::socket_base::linger(true, 0), ignored);
    socket_.close(ignored);
}

void Connection::close() {
    error_code ignored;
    socket_.close(ignored);
}

void Connection::pause_reading() {
    paused_ = true;
}

void Connection::resume_reading() {
    paused_ = false;
    read_on();
}

void Connection::read_on() {
    if (reading_ || paused_ || ending_ != Ending::open || phase_ != Phase::connected) return;
    if (is_released() || holds_enough()) return;
    reading_ = true;
    socket_.async_wait(tcp::socket::wait_read,
                       [self = shared_from_this()](const error_code& error) {
                           self->reading_ = false;
                           if (error || self->paused_ || self->is_released()) return;
                           self->read_available();
                           self->give_back();
                           self->read_on();
                       });
}

// A failed write has taken the socket's error with it, and the next read says end-of-file where a
// reset was (Linux, tcp_recvmsg): hence write_failed_.
void Connection::read_available() {
    std::vector<char>& buffer = read_buffer();
    while (ending_ == Ending::open) {
        if (holds_enough()) return;
        error_code error;
        const size_t most = std::min<uint64_t>(buffer.size(), holding_.value_or(buffer.size()));
        const size_t size = socket_.read_some(asio::buffer(buffer, most), error);
        if (error == asio::error::would_block) return;
        if (error == asio::error::eof) {
            if (write_failed_) return end(Ending::reset, Event::Kind::reset);
            return end(Ending::fin, Event::Kind::fin);
        }
        if (error == asio::error::timed_out) return end(Ending::timed_out, Event::Kind::timed_out);
        if (error) return end(Ending::reset, Event::Kind::reset);
        received_.append(buffer.data(), size);
        record(Event::Kind::received, size);
        if (size < most) return;
    }
}

}  // namespace echospec::peer
