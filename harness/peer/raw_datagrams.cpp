// SPDX-License-Identifier: Apache-2.0
#include "peer/raw_datagrams.hpp"

namespace echospec::peer {

wire::DatagramDraft RawDatagrams::draft(base::Bytes payload) const {
    wire::DatagramDraft datagram;
    datagram.packet.source = local_.address;
    datagram.packet.destination = remote_.address;
    datagram.source_port = local_.port;
    datagram.destination_port = remote_.port;
    datagram.payload = std::move(payload);
    return datagram;
}

void RawDatagrams::write(const wire::DatagramDraft& datagram) {
    other_ports_.insert(datagram.source_port);
    wire_.send(wire::encode(datagram));
}

bool RawDatagrams::has_sent_from(const base::Endpoint& source) const {
    const bool own_port = source.port == local_.port || other_ports_.contains(source.port);
    return source.address == local_.address && own_port;
}

bool RawDatagrams::take(const wire::Frame& frame, std::string_view bytes) {
    if (const auto* const error = std::get_if<wire::IcmpError>(&frame)) {
        const bool own = has_sent_from(error->source);
        if (own) errors_.push_back(*error);
        return own;
    }
    const auto* const datagram = std::get_if<wire::Datagram>(&frame);
    if (datagram == nullptr || !has_sent_from(datagram->destination)) return false;
    if (datagram->checksum == wire::Checksum::wrong) return true;  // no UDP would take it
    if (remote_.port == 0) remote_ = datagram->source;
    last_packet_ = bytes;
    received_.push_back(
        {datagram->time, datagram->source,
         base::Bytes(bytes.substr(datagram->payload.offset, datagram->payload.size))});
    return true;
}

}  // namespace echospec::peer
