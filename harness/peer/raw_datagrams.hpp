// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <vector>

#include "peer/datagram_socket.hpp"
#include "peer/raw_wire.hpp"
#include "wire/encode.hpp"

// A raw peer over UDP: one address and port of the tester's, from which datagrams leave as they are
// written, and what comes back to it.

namespace echospec::peer {

class RawDatagrams : public RawEnd {
  public:
    // A remote port 0: whoever sends the first datagram.
    RawDatagrams(RawWire& wire, std::string name, base::Endpoint local, base::Endpoint remote)
        : wire_(wire), name_(std::move(name)), local_(local), remote_(remote) {}

    // An orderly datagram, to be changed and written.
    wire::DatagramDraft draft(base::Bytes payload) const;
    void write(const wire::DatagramDraft& datagram);
    void write_packet(const base::Bytes& packet) { wire_.send(packet); }

    const std::string& name() const { return name_; }
    const base::Endpoint& local() const { return local_; }
    const base::Endpoint& remote() const { return remote_; }
    const std::vector<Datagram>& received() const { return received_; }
    const base::Bytes& last_packet() const { return last_packet_; }
    const std::vector<wire::IcmpError>& errors() const { return errors_; }  // about what it sent
    // Of received() and errors(): what steps have dealt with. And whether the last step sent
    // something.
    size_t looked_at = 0;
    size_t errors_looked_at = 0;
    bool is_sending = false;

    bool take(const wire::Frame& frame, std::string_view bytes) override;

  private:
    bool has_sent_from(const base::Endpoint& source) const;

    RawWire& wire_;
    std::string name_;
    base::Endpoint local_;
    base::Endpoint remote_;
    std::set<uint16_t> other_ports_;  // that it has sent from: answers to them are its own
    std::vector<Datagram> received_;
    std::vector<wire::IcmpError> errors_;
    base::Bytes last_packet_;
};

}  // namespace echospec::peer
