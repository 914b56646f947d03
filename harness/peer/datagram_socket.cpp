// SPDX-License-Identifier: Apache-2.0
#include "peer/datagram_socket.hpp"

#include <sys/socket.h>

#include <array>

#include "base/error.hpp"
#include "peer/asio_endpoint.hpp"

namespace echospec::peer {
namespace {

namespace asio = boost::asio;
using asio::ip::udp;
using boost::system::error_code;

constexpr size_t kLargest = 65536;  // more than the length field of UDP can say
constexpr int kReceiveBuffer = 4 * 1024 * 1024;

std::array<char, kLargest>& read_buffer() {
    static std::array<char, kLargest> buffer;
    return buffer;
}

// With CAP_NET_ADMIN beyond net.core.rmem_max, else up to it (socket(7)).
void set_receive_buffer(udp::socket& socket, std::optional<uint64_t> wanted) {
    const int size = wanted ? static_cast<int>(*wanted) : kReceiveBuffer;
    const int fd = socket.native_handle();
    if (::setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size) == 0) return;
    ::setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
}

}  // namespace

DatagramSocket::DatagramSocket(asio::io_context& loop, std::string name)
    : socket_(loop), name_(std::move(name)) {}

std::string DatagramSocket::open(const DatagramOptions& options) {
    error_code error;
    socket_.open(options.local.address.is_v6 ? udp::v6() : udp::v4(), error);
    if (error) throw base::HarnessError("open a UDP socket: " + error.message());
    set_receive_buffer(socket_, options.receive_buffer);
    socket_.non_blocking(true);
    socket_.bind(to_asio<udp::endpoint>(options.local), error);
    if (error) {
        close();
        return "the tester cannot bind " + base::to_string(options.local) + ": " + error.message();
    }
    local_ = from_asio(socket_.local_endpoint());
    read_on();
    return {};
}

void DatagramSocket::adopt(const std::shared_ptr<DatagramSocket>& listener,
                           const base::Endpoint& client) {
    listener_ = listener;
    local_ = listener->local();
    asked = client;
    listener->adopted_[client] = weak_from_this();
    std::vector<Datagram> all;
    std::swap(all, listener->received_);
    for (Datagram& datagram : all)
        listener->keep(std::move(datagram));
}

std::optional<base::Endpoint> DatagramSocket::newcomer() const {
    if (received_.empty()) return std::nullopt;
    return received_.front().from;
}

void DatagramSocket::send(const base::Endpoint& to, base::Bytes payload) {
    if (listener_) {
        listener_->read_available();
        before_answer = before_answer.value_or(received_.size());
        sent_.push_back(payload);
        return listener_->send(to, std::move(payload));
    }
    unsent_.push_back({to, sent_.size()});
    sent_.push_back(std::move(payload));
    write_on();
}

void DatagramSocket::close() {
    if (listener_) return listener_->close();
    error_code ignored;
    socket_.close(ignored);
    unsent_.clear();
}

void DatagramSocket::write_on() {
    while (!writing_ && !unsent_.empty()) {
        const Unsent& next = unsent_.front();
        error_code error;
        socket_.send_to(asio::buffer(sent_[next.index]), to_asio<udp::endpoint>(next.to), 0, error);
        if (error == asio::error::would_block) return wait_to_write();
        if (error) throw base::HarnessError("send a datagram: " + error.message());
        unsent_.pop_front();
        read_available();
    }
}

void DatagramSocket::wait_to_write() {
    writing_ = true;
    socket_.async_wait(udp::socket::wait_write,
                       [self = shared_from_this()](const error_code& error) {
                           self->writing_ = false;
                           if (!error) self->write_on();
                       });
}

void DatagramSocket::read_on() {
    socket_.async_wait(udp::socket::wait_read,
                       [self = shared_from_this()](const error_code& error) {
                           if (error || !self->is_open()) return;
                           self->read_available();
                           self->read_on();
                       });
}

void DatagramSocket::read_available() {
    while (is_open()) {
        error_code error;
        udp::endpoint from;
        const size_t size = socket_.receive_from(asio::buffer(read_buffer()), from, 0, error);
        if (error == asio::error::would_block) return;
        if (error) throw base::HarnessError("receive a datagram: " + error.message());
        keep({base::Clock::now(), from_asio(from), {read_buffer().data(), size}});
    }
}

void DatagramSocket::keep(Datagram datagram) {
    const auto client = adopted_.find(datagram.from);
    const auto adopted = client == adopted_.end() ? nullptr : client->second.lock();
    (adopted ? adopted->received_ : received_).push_back(std::move(datagram));
}

}  // namespace echospec::peer
