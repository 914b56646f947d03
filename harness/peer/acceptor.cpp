// SPDX-License-Identifier: Apache-2.0
#include "peer/acceptor.hpp"

#include <boost/asio/ip/v6_only.hpp>
#include <string>

#include "base/error.hpp"
#include "peer/asio_endpoint.hpp"

namespace echospec::peer {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

void check(const std::string& attempt, const error_code& error) {
    if (error) throw base::HarnessError(attempt + ": " + error.message());
}

}  // namespace

Acceptor::Acceptor(asio::io_context& loop) : acceptor_(loop) {}

// Each socket accepted inherits the buffers of the listening one (tcp(7)), and the window that the
// SYN,ACK offers follows from them.
void Acceptor::listen(const Listening& listening) {
    const std::string attempt = "listen on " + base::to_string(listening.on);
    const tcp::endpoint endpoint = to_asio<tcp::endpoint>(listening.on);
    error_code error;
    acceptor_.open(endpoint.protocol(), error);
    check(attempt, error);
    acceptor_.set_option(tcp::acceptor::reuse_address(true));
    if (listening.on.address.is_v6) acceptor_.set_option(asio::ip::v6_only(true));
    if (listening.receive_buffer) {
        const auto size = static_cast<int>(*listening.receive_buffer);
        acceptor_.set_option(asio::socket_base::receive_buffer_size(size));
    }
    if (listening.send_buffer) {
        const auto size = static_cast<int>(*listening.send_buffer);
        acceptor_.set_option(asio::socket_base::send_buffer_size(size));
    }
    acceptor_.bind(endpoint, error);
    check(attempt, error);
    acceptor_.listen(asio::socket_base::max_listen_connections, error);
    check(attempt, error);
    accept_on();
}

void Acceptor::accept_on() {
    acceptor_.async_accept(
        [self = shared_from_this()](const error_code& error, tcp::socket socket) {
            if (error == asio::error::operation_aborted) return;
            if (!error) self->accepted_.push_back(std::move(socket));
            self->accept_on();
        });
}

tcp::socket Acceptor::take() {
    tcp::socket socket = std::move(accepted_.front());
    accepted_.pop_front();
    return socket;
}

void Acceptor::close() {
    error_code ignored;
    acceptor_.close(ignored);
}

}  // namespace echospec::peer
