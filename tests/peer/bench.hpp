// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/descriptor.hpp"
#include "peer/connection.hpp"

// A tester's connection, and the plain socket at its other end: what a target would hold.

namespace echospec::tests {

class Bench {
    boost::asio::io_context loop_{1};  // outlives the connection
    base::Descriptor listener_;

  public:
    // A listener on loopback, of that family.
    explicit Bench(const base::Address& address);

    // The handshake, to the end. Throws if it does not come to one.
    void connect(std::optional<uint64_t> receive_buffer);

    // Runs the tester's loop until it is so; false if it never is.
    bool comes_true(const std::function<bool()>& is_so);

    // The other end's doings. What is not there yet is not waited for.
    void write(const std::string& bytes);  // all of it; throws if it does not fit
    size_t write_until_full();             // zeros, as long as the kernel takes them
    std::string read();                    // all that is there
    bool has_ended();                      // end-of-file, once all is read
    int pending_error();                   // SO_ERROR
    unsigned segments() const;             // that it received, of any kind
    unsigned data_segments() const;        // that it received, with data

    base::Endpoint listening;
    std::shared_ptr<peer::Connection> connection;
    base::Descriptor target;
};

}  // namespace echospec::tests
