// SPDX-License-Identifier: Apache-2.0
#include "casefile/check_transport.hpp"

#include <fmt/format.h>

#include "casefile/values.hpp"

namespace echospec::casefile {
namespace {

struct Complaint {
    std::string message;  // empty: nothing is wrong
    std::string hint;
};

const Complaint kNoEnd{"in UDP nothing ends a conversation, and there is no half of one",
                       "`close` closes the tester's socket; `silence` says that nothing came"};

const Complaint kNoStates{"in UDP there is no handshake, and there are no states", ""};

const Complaint kNoAcks{"in UDP nothing is acknowledged", ""};

const Complaint kTooLong{fmt::format("a datagram holds at most {} bytes", kDatagramSizes.high), ""};

const Complaint kWholeEcho{"in UDP an echo is made of whole datagrams", "{echo: all}"};

// What a case for UDP cannot say.
struct InUdp {
    Complaint operator()(const Send& step) const {
        if (step.pieces) return {"a datagram is not sent in pieces", "each `send` is one datagram"};
        if (step.with_fin) return kNoEnd;
        if (step.echo && step.echo->size) return kWholeEcho;
        return size_of(step.payload) > kDatagramSizes.high ? kTooLong : Complaint{};
    }
    Complaint operator()(const Receive& step) const {
        if (const auto* const echo = std::get_if<ExpectEcho>(&step.expected)) {
            return echo->size ? kWholeEcho : Complaint{};
        }
        const bool is_datagram = std::holds_alternative<ExpectBytes>(step.expected) ||
                                 std::holds_alternative<ExpectAny>(step.expected) ||
                                 std::holds_alternative<ExpectMessage>(step.expected);
        return is_datagram ? Complaint{} : kNoEnd;
    }
    Complaint operator()(const Connect& step) const {
        return step.answer == Answer::accepted ? Complaint{} : kNoStates;
    }
    Complaint operator()(const States&) const { return kNoStates; }
    Complaint operator()(const EchoBack&) const {
        return {"in UDP each answer is a step of its own", "`send: {echo: all}`"};
    }
    Complaint operator()(const Listen& step) const {
        if (!step.receive_buffer && !step.send_buffer) return {};
        return {"`listen` takes no buffers in UDP, where nothing is accepted", "`listen:`"};
    }
    Complaint operator()(const HalfClose&) const { return kNoEnd; }
    Complaint operator()(const Abort&) const { return kNoEnd; }
    Complaint operator()(const TargetCloses&) const { return kNoEnd; }
    Complaint operator()(const PauseReading&) const {
        return {"in UDP a tester that does not read only loses datagrams", ""};
    }
    Complaint operator()(const ResumeReading&) const { return (*this)(PauseReading{}); }
    Complaint operator()(const RawPeer& step) const {
        const RawPeer usual;
        if (!step.initial && step.mss == usual.mss && step.window == usual.window) return {};
        return {"`initial`, `mss` and `window` are for cases of TCP", "leave them out"};
    }
    Complaint operator()(const Handshake&) const { return kNoStates; }
    Complaint operator()(const HoldAcks&) const { return kNoAcks; }
    Complaint operator()(const ReleaseAcks&) const { return kNoAcks; }
    Complaint operator()(const SegmentStep&) const {
        return {"in UDP there are no segments", "`datagram: {send: hi}`, or {expect: hi}"};
    }
    Complaint operator()(const InitialNumbers&) const {
        return {"in UDP there are no sequence numbers", ""};
    }
    Complaint operator()(const DatagramStep& step) const {
        std::vector<Payload> all = step.expect.value_or(std::vector<Payload>{});
        if (step.send) all.push_back(step.send->data);
        for (const Payload& payload : all) {
            if (size_of(payload) > kDatagramSizes.high) return kTooLong;
        }
        return {};
    }
    Complaint operator()(const IcmpStep& step) const {
        if (!step.send || !step.send->seq) return {};
        return {"a datagram has no sequence number that could be quoted", "leave `seq` out"};
    }
    template <class Other>
    Complaint operator()(const Other&) const {
        return {};
    }
};

// What a case for TCP cannot say.
struct InTcp {
    Complaint operator()(const Connect& step) const {
        if (!step.from && !step.port && !step.to) return {};
        return {"`from`, `port` and `to` are for cases of UDP", "applies: {transport: udp}"};
    }
    Complaint operator()(const Receive& step) const {
        const auto* const echo = std::get_if<ExpectEcho>(&step.expected);
        if (!echo || !echo->in_order) return {};
        return {"`order` is for cases of UDP", "TCP keeps the order always"};
    }
    Complaint operator()(const RetriesOrEnds&) const {
        return {"`retries-or-ends` is for cases of UDP", "TCP sends again by itself"};
    }
    Complaint operator()(const DatagramStep&) const {
        return {"`datagram` is for cases of UDP", "`segment: {send: {data: hi}}`"};
    }
    Complaint operator()(const IcmpStep& step) const {
        if (!step.expect) return {};
        return {"an ICMP error is what answers UDP", "`segment: {expect: RST}`"};
    }
    Complaint operator()(const Stdout& step) const {
        if (step.what != Stdout::What::sender && step.what != Stdout::What::with_sender) return {};
        return {"only a datagram has a sender that is shown", "`stdout: sent`"};
    }
    template <class Other>
    Complaint operator()(const Other&) const {
        return {};
    }
};

}  // namespace

void check_transport(const After& after, Transport transport, Mistakes& mistakes) {
    if (transport == Transport::tcp || after.wire.empty()) return;
    mistakes.add(after.wire.front().position, "in UDP there are no connections on the wire",
                 "`wire` is for cases of TCP");
}

void check_transport(const std::vector<Step>& steps, Transport transport, Mistakes& mistakes) {
    for (const Step& step : steps) {
        const Complaint complaint = transport == Transport::udp ? std::visit(InUdp{}, step.action)
                                                                : std::visit(InTcp{}, step.action);
        if (!complaint.message.empty())
            mistakes.add(step.position, complaint.message, complaint.hint);
        if (const auto* const repeat = std::get_if<Repeat>(&step.action)) {
            check_transport(repeat->steps, transport, mistakes);
        }
    }
}

}  // namespace echospec::casefile
