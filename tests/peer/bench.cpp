// SPDX-License-Identifier: Apache-2.0
#include "tests/peer/bench.hpp"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <stdexcept>

#include "tests/support/forked.hpp"
#include "tests/support/sockets.hpp"

namespace echospec::tests {
Bench::Bench(const base::Address& address) : listener_(listen_at({address, 0})) {
    listening = local_of(listener_);
    connection = std::make_shared<peer::Connection>(loop_, "client");
}

void Bench::connect(std::optional<uint64_t> receive_buffer) {
    connection->connect(listening, receive_buffer);
    if (!comes_true([&] { return connection->phase() == peer::Phase::connected; })) {
        throw std::runtime_error("no connection to the bench's listener");
    }
    target = accept_at(listener_);
}

bool Bench::comes_true(const std::function<bool()>& is_so) {
    return eventually([&] {
        loop_.restart();
        loop_.poll();
        return is_so();
    });
}

void Bench::write(const std::string& bytes) {
    if (::send(target.get(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL) !=
        static_cast<ssize_t>(bytes.size())) {
        throw std::runtime_error("the bench could not write");
    }
}

size_t Bench::write_until_full() {
    const std::array<char, 16384> zeros{};
    size_t total = 0;
    while (true) {
        const ssize_t size =
            ::send(target.get(), zeros.data(), zeros.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (size < 0) return total;
        total += static_cast<size_t>(size);
    }
}

std::string Bench::read() {
    std::string bytes;
    std::array<char, 65536> chunk;
    ssize_t size = 0;
    while ((size = ::recv(target.get(), chunk.data(), chunk.size(), MSG_DONTWAIT)) > 0)
        bytes.append(chunk.data(), static_cast<size_t>(size));
    return bytes;
}

bool Bench::has_ended() {
    char byte = 0;
    return ::recv(target.get(), &byte, 1, MSG_DONTWAIT | MSG_PEEK) == 0;
}

int Bench::pending_error() {
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(target.get(), SOL_SOCKET, SO_ERROR, &error, &size);
    return error;
}

unsigned Bench::segments() const {
    return segments_received(target).all;
}

unsigned Bench::data_segments() const {
    return segments_received(target).with_data;
}

}  // namespace echospec::tests
